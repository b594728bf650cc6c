using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Engine.Tokens;

namespace Eager.Host.Running;

/// <summary>
/// Keeps what arrived and when, and writes it as <c>eager-trace/1</c>: a header line, then one line a delta with <c>t_ms</c> since the stream began and
/// <c>text</c>. A character that was cut is written with the delta that completed it.
/// </summary>
internal sealed class TraceRecorder
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly List<TraceDelta> _deltas = [];
    private long _start;

    /// <summary>Everything recorded so far.</summary>
    public IReadOnlyList<TraceDelta> Deltas => _deltas;

    /// <summary>Starts the clock.</summary>
    public void Begin() => _start = _clock.GetTimestamp();

    public void Add(ReadOnlyMemory<byte> bytes) => _deltas.Add(new TraceDelta(_clock.GetElapsedTime(_start), bytes.ToArray()));

    public void Save(string path, string language, DateTimeOffset arrival)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        file.WriteLine(JsonSerializer.Serialize(
            new { format = "eager-trace/1", session = Guid.CreateVersion7(), arrival = arrival.ToString("O"), language }, Json));
        var decoder = Encoding.UTF8.GetDecoder();
        foreach (var (at, bytes) in _deltas)
        {
            var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            var count = decoder.GetChars(bytes.Span, characters, flush: false);
            if (count > 0)
                file.WriteLine(JsonSerializer.Serialize(new { t_ms = Math.Round(at.TotalMilliseconds, 3), text = new string(characters, 0, count) }, Json));
        }
    }
}
