using Eager.Parsing.Chunking;
using Eager.Parsing.Interop;
using Eager.Statements;

namespace Eager.Parsing.Languages;

/// <summary>A language that libeager scans: its name there, and the queries in <c>Languages/FOLDER</c>.</summary>
internal sealed class NativeLanguage : ILanguage
{
    private readonly Lazy<LanguageHandle> _handle;

    public NativeLanguage(string name, string folder, string[] fileExtensions, string[] aliases)
    {
        Name = name;
        FileExtensions = fileExtensions;
        Aliases = aliases;
        _handle = new Lazy<LanguageHandle>(() => LanguageHandle.Load(
            name, ReadQuery(folder, "statements"), ReadQuery(folder, "names")));
    }

    public string Name { get; }

    public IReadOnlyList<string> Aliases { get; }

    public IReadOnlyList<string> FileExtensions { get; }

    public IChunker CreateChunker(int statementLimit) => new NativeChunker(_handle.Value, statementLimit);

    private static byte[] ReadQuery(string folder, string query)
    {
        using var resource = typeof(NativeLanguage).Assembly.GetManifestResourceStream($"{folder}/{query}.scm")
            ?? throw new InvalidOperationException($"Languages/{folder} has no {query}.scm");
        var text = new byte[resource.Length];
        resource.ReadExactly(text);
        return text;
    }
}
