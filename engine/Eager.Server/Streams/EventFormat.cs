using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Streams;

/// <summary>How a stream of events looks on the wire: one JSON object a line, or server-sent events.</summary>
internal sealed class EventFormat
{
    public static readonly EventFormat Lines = new("application/x-ndjson", isServerSent: false);

    public static readonly EventFormat ServerSent = new("text/event-stream", isServerSent: true);

    private static readonly byte[] Heartbeat = ": alive\n\n"u8.ToArray();

    private readonly bool _isServerSent;

    private EventFormat(string mediaType, bool isServerSent) => (MediaType, _isServerSent) = (mediaType, isServerSent);

    public string MediaType { get; }

    /// <summary>What keeps a silent connection alive; null where the format has no such thing.</summary>
    public ReadOnlyMemory<byte>? SignOfLife => _isServerSent ? Heartbeat : null;

    /// <summary>The one that the client asks for, else the given one.</summary>
    public static EventFormat Of(HttpRequest request, EventFormat usual) => Asked(request) ?? usual;

    /// <summary>The one that the client asks for; null where it asks for none.</summary>
    public static EventFormat? Asked(HttpRequest request)
    {
        var accepted = request.Headers.Accept.ToString();
        return new[] { Lines, ServerSent }.FirstOrDefault(format => accepted.Contains(format.MediaType, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Appends one event.</summary>
    /// <param name="to">Takes the bytes.</param>
    /// <param name="number">Number of the event.</param>
    /// <param name="line">The event as JSON.</param>
    public void Write(MemoryStream to, long number, byte[] line)
    {
        if (_isServerSent)
            to.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {number}\ndata: ")));
        to.Write(line);
        to.WriteByte((byte)'\n');
        if (_isServerSent)
            to.WriteByte((byte)'\n');
    }
}
