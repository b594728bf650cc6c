using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Eager.LoadTests.Serving;

/// <summary>How long after a program's write its output arrives at a client on the same machine, whose clock is the program's.</summary>
public static class OutputDelay
{
    private const string Mark = "\"text\":\"";

    /// <summary>Milliseconds from the write to the event, one for each line.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="lines">Lines that the program prints, one every 10 ms.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<double>> MeasureAsync(Uri server, int lines, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        using var http = new HttpClient { BaseAddress = server };
        var session = await ServerConcurrency.CreateAsync(http, new ServingOptions { Backend = "process" }, cancellationToken).ConfigureAwait(false);
        try
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(ServerConcurrency.SocketOf(server, session), cancellationToken).ConfigureAwait(false);
            var code = JsonSerializer.SerializeToUtf8Bytes(new { code = Program(lines), end = true });
            await socket.SendAsync(code, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            return await ReceiveAsync(socket, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await http.DeleteAsync(new Uri($"v1/sessions/{session}", UriKind.Relative), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static string Program(int lines) => string.Create(
        CultureInfo.InvariantCulture, $"import time\nfor _ in range({lines}):\n    time.sleep(0.01)\n    print(time.time_ns())\n");

    private static async Task<List<double>> ReceiveAsync(ClientWebSocket socket, TimeProvider time, CancellationToken cancellationToken)
    {
        var delays = new List<double>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            if (received.MessageType == WebSocketMessageType.Close)
                return delays;
            var json = Encoding.UTF8.GetString(buffer, 0, received.Count);
            var at = json.IndexOf(Mark, StringComparison.Ordinal);
            if (!json.StartsWith("{\"type\":\"output\"", StringComparison.Ordinal) || at < 0)
                continue;
            // A line may come in two events: the time, and the end of the line.
            var written = json.AsSpan(at + Mark.Length);
            var end = written.IndexOfAnyExceptInRange('0', '9');
            if (end > 0)
                delays.Add(now - (long.Parse(written[..end], CultureInfo.InvariantCulture) / 1e6));
        }
    }
}
