using Eager.Parsing.Languages;
using Eager.Statements;

namespace Eager.Parsing;

/// <summary>The languages that can be cut into statements. A new one is registered here, and in <c>native/src/grammars.c</c>.</summary>
public static class LanguageRegistry
{
    /// <summary>All registered languages.</summary>
    public static IReadOnlyList<ILanguage> All { get; } =
    [
        new NativeLanguage("python", "Python", [".py"], ["py", "python3", "ipython"]),
        new NativeLanguage("csharp", "CSharp", [".cs", ".csx"], ["cs", "csx", "c#"]),
        new NativeLanguage("javascript", "JavaScript", [".js", ".mjs"], ["js", "mjs", "node"]),
    ];

    /// <summary>The language of that name, case ignored, or null.</summary>
    public static ILanguage? Find(string name) =>
        All.FirstOrDefault(language => string.Equals(language.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The language whose file name ending <paramref name="path"/> has, or null.</summary>
    public static ILanguage? FindByFile(string path)
    {
        var extension = Path.GetExtension(path);
        return All.FirstOrDefault(language => language.FileExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }
}
