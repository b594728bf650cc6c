using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.LoadTests.Targets;

/// <summary>One execution of a server over its WebSocket. Code goes in binary messages, events come one a text message.</summary>
internal sealed class ServerSession : ILoadSession
{
    private static readonly byte[] EndCommand = """{"end": true}"""u8.ToArray();
    private static readonly byte[] InterruptCommand = """{"interrupt": true}"""u8.ToArray();

    private readonly ClientWebSocket _socket;
    private readonly HttpClient _http;
    private readonly string _id;
    private readonly Pipe _input = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _pumping;

    public ServerSession(ClientWebSocket socket, HttpClient http, string id)
    {
        (_socket, _http, _id) = (socket, http, id);
        _pumping = PumpAsync();
    }

    public PipeWriter Input => _input.Writer;

    public async IAsyncEnumerable<SessionEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>();
        while (await ReceiveAsync(message, cancellationToken).ConfigureAwait(false))
        {
            var seen = Read(message.WrittenMemory);
            yield return seen;
            if (seen is SessionCompleted)
                yield break;
        }
    }

    public void Interrupt() => _ = SendAsync(InterruptCommand, WebSocketMessageType.Text);

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        await _pumping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        try
        {
            using var response = await _http.DeleteAsync(new Uri($"/v1/sessions/{_id}", UriKind.Relative), CancellationToken.None).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            // A server that is gone has no session to delete.
        }

        _disposing.Dispose();
        _sending.Dispose();
    }

    private static SessionEvent Read(ReadOnlyMemory<byte> message)
    {
        using var parsed = JsonDocument.Parse(message);
        return SessionEventJsonReader.Read(parsed.RootElement) ?? throw new LoadTargetException($"the server said {parsed.RootElement.GetRawText()}");
    }

    private async Task<bool> ReceiveAsync(ArrayBufferWriter<byte> message, CancellationToken cancellationToken)
    {
        message.ResetWrittenCount();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(message.GetMemory(4096), cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    return false;
                message.Advance(received.Count);
                if (received.EndOfMessage)
                    return true;
            }
        }
        catch (WebSocketException e)
        {
            throw new LoadTargetException($"the connection broke: {e.Message}", e);
        }
    }

    /// <summary>A stream that is cut off is a client that is gone: the socket is dropped.</summary>
    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                var read = await _input.Reader.ReadAsync(_disposing.Token).ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                    await SendAsync(segment, WebSocketMessageType.Binary).ConfigureAwait(false);
                _input.Reader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted)
                    continue;
                await SendAsync(EndCommand, WebSocketMessageType.Text).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            _socket.Abort();
        }
        finally
        {
            await _input.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        await _sending.WaitAsync(_disposing.Token).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, _disposing.Token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }
}
