using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens;

namespace Eager.Host.Reports;

/// <summary>Reads back what <c>eager run --record</c> wrote: <c>eager-trace/1</c>.</summary>
internal static class TraceFile
{
    private const double LongestMilliseconds = 1e9;

    /// <summary>What arrived and when.</summary>
    /// <exception cref="UsageException">The file cannot be read or is no such trace.</exception>
    public static IReadOnlyList<TraceDelta> Read(string path)
    {
        try
        {
            using var lines = new StreamReader(Running.ProgramSource.Of(path).Open(), Encoding.UTF8);
            using var header = JsonDocument.Parse(lines.ReadLine() ?? "");
            if (header.RootElement.GetProperty("format").GetString() != "eager-trace/1")
                throw new UsageException($"{path} is no trace: its format is not eager-trace/1");
            var deltas = new List<TraceDelta>();
            while (lines.ReadLine() is { } line)
                deltas.Add(Delta(line));
            return deltas;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{path} is no trace as 'eager run --record' writes it");
        }
    }

    private static TraceDelta Delta(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var at = entry.RootElement.GetProperty("t_ms").GetDouble();
        if (at is not (>= 0 and <= LongestMilliseconds))
            throw new FormatException();
        return new TraceDelta(TimeSpan.FromMilliseconds(at), Encoding.UTF8.GetBytes(entry.RootElement.GetProperty("text").GetString()!));
    }
}
