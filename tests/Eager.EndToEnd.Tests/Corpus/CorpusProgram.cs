using System.Text.Json;

namespace Eager.EndToEnd.Corpus;

/// <summary>A program of the corpus, as its index describes it.</summary>
internal sealed record CorpusProgram(string Id, string Origin, string Folder)
{
    private const string Variable = "EAGER_CORPUS";

    private static readonly Lazy<string?> Root = new(Find);

    public static bool IsPresent => Root.Value is not null;

    /// <summary>Python programs that do the same each time.</summary>
    public static IEnumerable<CorpusProgram> All =>
        from line in File.ReadLines(Path.Combine(Root.Value!, "index.jsonl"))
        let entry = JsonDocument.Parse(line).RootElement
        where entry.GetProperty("lang").GetString() == "python" && entry.GetProperty("deterministic").GetBoolean()
        select new CorpusProgram(
            entry.GetProperty("id").GetString()!,
            entry.GetProperty("origin").GetString()!,
            Path.GetDirectoryName(Path.Combine(Root.Value!, entry.GetProperty("path").GetString()!))!);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which does not exist");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (File.Exists(Path.Combine(candidate, "index.jsonl")))
                return candidate;
        }

        return null;
    }
}
