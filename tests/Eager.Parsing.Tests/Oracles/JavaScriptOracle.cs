using System.Text.Json;

namespace Eager.Parsing.Tests.Oracles;

/// <summary>Acorn's cut of texts into top-level statements (<c>javascript_statements.js</c>).</summary>
internal static class JavaScriptOracle
{
    /// <summary>Code spans in bytes for each text, or null for one that acorn rejects.</summary>
    public static IEnumerable<(long Start, long End)[]?> OfTexts(IEnumerable<string> texts) =>
        Ask(texts.Select(text => JsonSerializer.Serialize(new { text })));

    /// <summary>The same for each file.</summary>
    public static IEnumerable<(long Start, long End)[]?> OfFiles(IEnumerable<string> paths) =>
        Ask(paths.Select(path => JsonSerializer.Serialize(new { path })));

    private static IEnumerable<(long Start, long End)[]?> Ask(IEnumerable<string> requests)
    {
        foreach (var line in OracleProcess.Run("node", [OracleProcess.Script("javascript_statements.js")], [.. requests]))
        {
            using var answer = JsonDocument.Parse(line);
            yield return answer.RootElement.TryGetProperty("statements", out var statements)
                ? [.. statements.EnumerateArray().Select(span => (span[0].GetInt64(), span[1].GetInt64()))]
                : null;
        }
    }
}
