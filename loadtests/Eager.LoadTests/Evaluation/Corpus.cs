using System.Text.Json;

namespace Eager.LoadTests.Evaluation;

/// <summary>Reads a corpus folder: <c>index.jsonl</c>, one program a line.</summary>
internal static class Corpus
{
    /// <summary>The deterministic programs of a language that take at least so long serially.</summary>
    /// <param name="folder">Where the corpus is.</param>
    /// <param name="language">Name of the language.</param>
    /// <param name="minimumSeconds">Serial wall time.</param>
    /// <param name="group">run: those that run to their end; errors: those that fail.</param>
    /// <exception cref="EvaluationException">The folder holds no such corpus.</exception>
    public static IReadOnlyList<CorpusProgram> Read(string folder, string language, double minimumSeconds, string group = "run")
    {
        var index = Path.Join(folder, "index.jsonl");
        if (!File.Exists(index))
            throw new EvaluationException($"no corpus in {folder}: index.jsonl is missing");
        try
        {
            return [.. File.ReadLines(index).Select(Parse).Where(Wanted).Select(Locate).OrderBy(program => program.Id, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EvaluationException($"cannot read {index}: {e.Message}");
        }

        bool Wanted(JsonElement row) =>
            row.GetProperty("lang").GetString() == language
            && row.GetProperty("group").GetString() == group
            && row.GetProperty("deterministic").GetBoolean()
            && row.GetProperty("wall_s").GetDouble() >= minimumSeconds;

        CorpusProgram Locate(JsonElement row) => new(
            row.GetProperty("id").GetString()!,
            Path.GetFullPath(row.GetProperty("path").GetString()!, Path.GetFullPath(folder)),
            row.GetProperty("wall_s").GetDouble());
    }

    private static JsonElement Parse(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.Clone();
    }
}
