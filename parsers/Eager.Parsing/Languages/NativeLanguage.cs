using Eager.Parsing.Chunking;
using Eager.Parsing.Interop;
using Eager.Statements;

namespace Eager.Parsing.Languages;

/// <summary>A language that libeager scans: its name there, and the query in <c>Languages/NAME/statements.scm</c>.</summary>
internal sealed class NativeLanguage : ILanguage
{
    private readonly Lazy<LanguageHandle> _handle;

    public NativeLanguage(string name, string folder, params string[] fileExtensions)
    {
        Name = name;
        FileExtensions = fileExtensions;
        _handle = new Lazy<LanguageHandle>(() => LanguageHandle.Load(name, ReadQuery(folder)));
    }

    public string Name { get; }

    public IReadOnlyList<string> FileExtensions { get; }

    public IChunker CreateChunker(int statementLimit) => new NativeChunker(_handle.Value, statementLimit);

    private static byte[] ReadQuery(string folder)
    {
        using var resource = typeof(NativeLanguage).Assembly.GetManifestResourceStream($"{folder}/statements.scm")
            ?? throw new InvalidOperationException($"no statement query in Languages/{folder}");
        var query = new byte[resource.Length];
        resource.ReadExactly(query);
        return query;
    }
}
