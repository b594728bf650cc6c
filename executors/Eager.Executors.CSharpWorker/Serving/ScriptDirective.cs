using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary><c>#r</c> and <c>#load</c>.</summary>
internal static class ScriptDirective
{
    private const string NuGet = "nuget:";

    /// <summary>Adds what <c>#r</c> names; returns the file and the text that <c>#load</c> names.</summary>
    /// <exception cref="ScriptDirectiveException">It is not to be had.</exception>
    public static (string File, string? Text) Resolve(Element directive, ProgramCompiler compiler)
    {
        var quoted = directive.Text.Split('"');
        var name = quoted.Length > 1 ? quoted[1].Trim() : "";
        if (directive.Text.TrimStart('#', ' ').StartsWith("load", StringComparison.Ordinal))
        {
            var file = Beside(directive, name);
            return File.Exists(file)
                ? (file, File.ReadAllText(file))
                : throw new ScriptDirectiveException("CS1504", $"Source file '{name}' could not be opened -- it does not exist.");
        }

        foreach (var assembly in Assemblies(directive, name))
        {
            compiler.Assemblies.LoadFile(assembly);
            compiler.AddLibrary(MetadataReference.CreateFromFile(assembly));
            compiler.Effects?.AddLibrary(Path.GetFileNameWithoutExtension(assembly));
        }

        return (directive.File, null);
    }

    private static IReadOnlyList<string> Assemblies(Element directive, string name)
    {
        if (name.StartsWith(NuGet, StringComparison.OrdinalIgnoreCase))
            return PackageRestore.Assemblies(name[NuGet.Length..].Trim());
        var file = Beside(directive, name);
        if (File.Exists(file))
            return [file];
        return ProgramReferences.IsFramework(name) ? [] : throw new ScriptDirectiveException("CS0006", $"Metadata file '{name}' could not be found");
    }

    private static string Beside(Element directive, string name) =>
        Path.GetFullPath(name, directive.File.StartsWith('<') ? Environment.CurrentDirectory : Path.GetDirectoryName(directive.File)!);
}
