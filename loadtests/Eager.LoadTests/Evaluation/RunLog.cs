using System.Buffers;
using System.Text.Json;
using Eager.Engine.Events;

namespace Eager.LoadTests.Evaluation;

/// <summary>Measured runs in a file, one JSON object a line, so that an evaluation can be made in slices.</summary>
public sealed class RunLog : IDisposable
{
    private readonly FileStream _file;

    private RunLog(FileStream file, IReadOnlyList<PairedRun> runs) => (_file, Runs) = (file, runs);

    /// <summary>What the file held when it was opened.</summary>
    public IReadOnlyList<PairedRun> Runs { get; }

    /// <summary>Opens a file to go on with, or makes one. A last line that is not whole is dropped: whoever wrote it was ended.</summary>
    /// <exception cref="EvaluationException">The file cannot be opened, or is no such file.</exception>
    public static RunLog Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            PairedRun[] runs = [.. Lines(bytes.AsMemory(0, whole)).Select(Read)];
            file.SetLength(whole);
            file.Position = whole;
            return new RunLog(file, runs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            file?.Dispose();
            throw new EvaluationException($"cannot go on with {path}: {e.Message}");
        }
    }

    /// <summary>Writes a run behind the others.</summary>
    public void Append(PairedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("program", run.Program);
            json.WriteNumber("rate", run.Rate);
            json.WriteString("effects", run.Effects);
            json.WriteString("shape", run.Shape);
            json.WriteBoolean("open_blocks", run.OpensBlocks);
            json.WritePropertyName("serial");
            SummaryJson.Write(json, run.Serial);
            json.WritePropertyName("eager");
            SummaryJson.Write(json, run.Eager);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        _file.Write(line.WrittenSpan);
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        while (text.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            yield return text[..end];
            text = text[(end + 1)..];
        }
    }

    private static PairedRun Read(ReadOnlyMemory<byte> line)
    {
        using var row = JsonDocument.Parse(line);
        var run = row.RootElement;
        return new PairedRun(
            run.GetProperty("program").GetString()!,
            run.GetProperty("rate").GetDouble(),
            run.GetProperty("effects").GetString()!,
            SummaryJsonReader.Read(run.GetProperty("serial")),
            SummaryJsonReader.Read(run.GetProperty("eager")))
        {
            Shape = run.GetProperty("shape").GetString()!,
            OpensBlocks = run.GetProperty("open_blocks").GetBoolean(),
        };
    }
}
