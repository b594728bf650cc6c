using System.Text.Json;
using Eager.Engine.Events;
using Eager.Events;

namespace Eager.LoadTests.Evaluation;

/// <summary>Runs that are kept, one JSON object a line, so that an evaluation can be broken off and gone on with.</summary>
public static class PairedRunFile
{
    /// <summary>The runs of a file; none where there is no file. A last line that is not whole is passed over.</summary>
    /// <exception cref="EvaluationException">The file holds something else.</exception>
    public static IReadOnlyList<PairedRun> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return [.. File.ReadAllText(path).Split('\n')[..^1].Select(Parse)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new EvaluationException($"{path} holds no runs of an evaluation: {e.Message}");
        }
    }

    /// <summary>Adds the runs of one program, all or none of them.</summary>
    public static void Append(string path, IEnumerable<PairedRun> runs)
    {
        using var lines = new MemoryStream();
        foreach (var run in runs)
        {
            using (var json = new Utf8JsonWriter(lines))
                Write(json, run);
            lines.WriteByte((byte)'\n');
        }

        using var file = new FileStream(path, FileMode.Append);
        lines.WriteTo(file);
    }

    private static PairedRun Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var entry = document.RootElement;
        return new PairedRun(
            entry.GetProperty("program").GetString()!,
            entry.GetProperty("rate").GetDouble(),
            entry.GetProperty("effects").GetString()!,
            SummaryJsonReader.Read(entry.GetProperty("serial")),
            SummaryJsonReader.Read(entry.GetProperty("eager")))
        {
            Shape = entry.GetProperty("shape").GetString()!,
            OpensBlocks = entry.GetProperty("open_blocks").GetBoolean(),
        };
    }

    private static void Write(Utf8JsonWriter json, PairedRun run)
    {
        json.WriteStartObject();
        json.WriteString("program", run.Program);
        json.WriteNumber("rate", run.Rate);
        json.WriteString("effects", run.Effects);
        json.WriteString("shape", run.Shape);
        json.WriteBoolean("open_blocks", run.OpensBlocks);
        WriteSummary(json, "serial", run.Serial);
        WriteSummary(json, "eager", run.Eager);
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, string name, SessionSummary summary)
    {
        json.WritePropertyName(name);
        SummaryJson.Write(json, summary);
    }
}
