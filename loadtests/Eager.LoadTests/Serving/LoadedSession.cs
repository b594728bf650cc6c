using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;

namespace Eager.LoadTests.Serving;

/// <summary>One client with one execution over a WebSocket: sends what it is told to, and notes when events arrive.</summary>
internal sealed class LoadedSession(SentProgram program, TimeProvider time) : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<(int Statement, long At)> _released = [];
    private readonly List<(int Statement, long At)> _output = [];
    private Task _receiving = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private long _sent;

    /// <summary>Number of the next token.</summary>
    public long Sent => _sent;

    /// <summary>Statements whose release was heard of, with the timestamp.</summary>
    public IReadOnlyList<(int Statement, long At)> Released => _released;

    /// <summary>Statements whose output was heard of, with the timestamp.</summary>
    public IReadOnlyList<(int Statement, long At)> Output => _output;

    public async Task ConnectAsync(Uri executions, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(executions, cancellationToken).ConfigureAwait(false);
        _receiving = ReceiveAsync(cancellationToken);
    }

    /// <summary>Sends the next token behind those before it; completed where the socket took it at once.</summary>
    public Task SendNextAsync(CancellationToken cancellationToken)
    {
        var token = program.Token(_sent++);
        return _sending = _sending.IsCompletedSuccessfully
            ? _socket.SendAsync(token, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken)
            : SendBehindAsync(_sending, token, cancellationToken);
    }

    /// <summary>Says that the code is complete, and reads the events to their end.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _sending.ConfigureAwait(false);
        await _socket.SendAsync("{\"end\":true}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendBehindAsync(Task before, byte[] token, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        await _socket.SendAsync(token, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            message.Write(buffer.AsSpan(0, received.Count));
            if (!received.EndOfMessage)
                continue;
            Take(message.WrittenSpan, time.GetTimestamp());
            message.ResetWrittenCount();
        }
    }

    /// <summary>The two kinds that are counted, found without reading the whole of the event: the client shares its processors with the server.</summary>
    private void Take(ReadOnlySpan<byte> json, long at)
    {
        if (json.StartsWith("{\"type\":\"statement.released\""u8))
            _released.Add((NumberBehind(json, "\"index\":"u8), at));
        else if (json.StartsWith("{\"type\":\"output\""u8))
            TakeOutput(json[(json.IndexOf("\"text\":\""u8) + 8)..], at);
    }

    /// <summary>Lines that were written together arrive together.</summary>
    private void TakeOutput(ReadOnlySpan<byte> text, long at)
    {
        while (Utf8Parser.TryParse(text, out int statement, out var length))
        {
            _output.Add((statement, at));
            text = text[(length + 2)..];
        }
    }

    private static int NumberBehind(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(json[(json.IndexOf(name) + name.Length)..], out int number, out _) ? number : throw new FormatException();
}
