using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Executions;

/// <summary>
/// An execution over a WebSocket. From the client: code in binary messages; in text messages <c>{"code": "…"}</c>, <c>{"end": true}</c>,
/// <c>{"interrupt": true}</c>. To the client: one event a text message, then the closing handshake.
/// </summary>
internal sealed class ExecutionSocket(ExecutionStarter starter)
{
    private const int BufferBytes = 16 * 1024;
    private const int MessageLimit = 1024 * 1024;

    public async Task ServeAsync(HttpContext context, ServerSession session, ExecutionSettings settings)
    {
        var execution = await starter.StartAsync(session, settings, new DecodingOptions(), ExecutionOrigin.Request, context.RequestAborted).ConfigureAwait(false);
        var code = new Pipe(new PipeOptions(pauseWriterThreshold: BufferBytes * 4, resumeWriterThreshold: BufferBytes * 2));
        using var reader = execution.Log.Open(0);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, reader.LetGoToken);
        Task writing = Task.CompletedTask, receiving = Task.CompletedTask;
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            writing = execution.WriteAsync(code.Reader, offset: null, ends: true, isWhole: true, over.Token);
            receiving = ReceiveAsync(socket, execution, code.Writer, over);
            await SendAsync(socket, reader, over.Token).ConfigureAwait(false);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, over.Token).ConfigureAwait(false);
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or SlowReaderException)
        {
            context.Abort();
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            if (execution.State != ExecutionState.Ended)
                await execution.EndAsync(Execution.ClientGone).ConfigureAwait(false);
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendAsync(WebSocket socket, EventReader reader, CancellationToken cancellationToken)
    {
        while (await reader.TakeAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
                await socket.SendAsync(line, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            reader.Passed(lines.Count);
        }
    }

    /// <summary>Takes messages until the client closes; one that is gone, or says what nobody understands, cuts its code off.</summary>
    private static async Task ReceiveAsync(WebSocket socket, Execution execution, PipeWriter code, CancellationTokenSource over)
    {
        Exception? cutOff = new IOException(Execution.ClientGone);
        try
        {
            var ended = false;
            var buffer = new ArrayBufferWriter<byte>(BufferBytes);
            while (await MessageAsync(socket, buffer, over.Token).ConfigureAwait(false) is { } message)
            {
                var (text, ends) = message.Type == WebSocketMessageType.Binary ? (message.Bytes, false) : Command(message.Bytes.Span, execution);
                if (!text.IsEmpty && !ended)
                    await code.WriteAsync(text, over.Token).ConfigureAwait(false);
                ended |= ends;
                if (ends)
                    await code.CompleteAsync().ConfigureAwait(false);
            }

            // A client that closes before it has said the end is gone.
            if (!ended && execution.State != ExecutionState.Ended)
                await over.CancelAsync().ConfigureAwait(false);
        }
        catch (JsonException)
        {
            cutOff = new IOException("a text message is not the JSON that is expected");
            await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidPayloadData, Problem.MalformedJson.Type, over.Token).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            await code.CompleteAsync(cutOff).ConfigureAwait(false);
        }
    }

    private static (ReadOnlyMemory<byte> Code, bool Ends) Command(ReadOnlySpan<byte> message, Execution execution)
    {
        var json = new Utf8JsonReader(message);
        using var command = JsonDocument.ParseValue(ref json);
        if (command.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException();
        ReadOnlyMemory<byte> code = default;
        var ends = false;
        foreach (var member in command.RootElement.EnumerateObject())
        {
            switch (member.Name, member.Value.ValueKind)
            {
                case ("code", JsonValueKind.String):
                    code = Encoding.UTF8.GetBytes(member.Value.GetString()!);
                    break;
                case ("end", JsonValueKind.True):
                    ends = true;
                    break;
                case ("interrupt", JsonValueKind.True):
                    execution.Interrupt();
                    break;
                default:
                    throw new JsonException();
            }
        }

        return (code, ends);
    }

    /// <summary>The next message whole, as long as nobody asks for another; null where the client closes.</summary>
    private static async ValueTask<(WebSocketMessageType Type, ReadOnlyMemory<byte> Bytes)?> MessageAsync(
        WebSocket socket, ArrayBufferWriter<byte> bytes, CancellationToken cancellationToken)
    {
        bytes.ResetWrittenCount();
        while (true)
        {
            var received = await socket.ReceiveAsync(bytes.GetMemory(), cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            bytes.Advance(received.Count);
            if (bytes.WrittenCount > MessageLimit)
                throw new WebSocketException(WebSocketError.HeaderError, $"a message is longer than {MessageLimit} bytes");
            if (received.EndOfMessage)
                return (received.MessageType, bytes.WrittenMemory);
        }
    }
}
