using System.Buffers;

namespace Eager.Server.Proxy.Answers;

/// <summary>Steps through whole server-sent events.</summary>
internal static class ServerSentEvent
{
    /// <summary>Cuts the first event off.</summary>
    /// <param name="events">One event or more.</param>
    /// <param name="data">What its <c>data</c> lines say; empty for none.</param>
    /// <returns>Its length with the empty line behind it.</returns>
    public static int Next(ReadOnlySpan<byte> events, out ReadOnlySpan<byte> data)
    {
        data = default;
        ArrayBufferWriter<byte>? several = null;
        var at = 0;
        while (at < events.Length)
        {
            var end = events[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
                return events.Length;
            var line = events.Slice(at, end);
            at += end + 1;
            if (events[at - 1] == '\r' && at < events.Length && events[at] == '\n')
                at++;
            if (line.IsEmpty)
                return at;
            if (!line.StartsWith("data:"u8))
                continue;
            var text = line["data:"u8.Length..].TrimStart((byte)' ');
            if (data.IsEmpty)
            {
                data = text;
                continue;
            }

            if (several is null)
            {
                several = new ArrayBufferWriter<byte>();
                several.Write(data);
            }

            several.Write("\n"u8);
            several.Write(text);
            data = several.WrittenSpan;
        }

        return at;
    }
}
