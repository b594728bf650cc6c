using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Eager.Executors.Jupyter.Server;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>A kernel of a server and its channels, over one WebSocket. Takes few messages ahead: then the server has to wait.</summary>
internal sealed class KernelConnection : IAsyncDisposable
{
    private const int MessagesAhead = 16;
    private const int ReadSize = 64 * 1024;
    private const int MaxMessage = 256 * 1024 * 1024;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(30);

    private readonly JupyterServer _server;
    private readonly string _kernel;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Channel<KernelMessage> _messages = Channel.CreateBounded<KernelMessage>(MessagesAhead);
    private readonly CancellationTokenSource _ending = new();
    private Task _receiving = Task.CompletedTask;
    private int _ended;

    private KernelConnection(JupyterServer server, string kernel, TimeProvider time, ILogger logger) =>
        (_server, _kernel, _time, _logger) = (server, kernel, time, logger);

    public string Kernel => _kernel;

    /// <summary>What the kernel says. Closed by a <see cref="KernelLostException"/> where the connection is gone.</summary>
    public ChannelReader<KernelMessage> Messages => _messages.Reader;

    /// <summary>Starts a kernel and connects to it.</summary>
    /// <exception cref="KernelLostException">The server does not do as it should.</exception>
    public static async ValueTask<KernelConnection> StartAsync(
        JupyterServer server, string name, string directory, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var kernel = await server.StartKernelAsync(name, directory, cancellationToken).ConfigureAwait(false);
        var connection = new KernelConnection(server, kernel, time, logger);
        try
        {
            await connection._socket.ConnectAsync(server.Channels(kernel, connection._session), server.Client, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (e is WebSocketException)
                throw new KernelLostException($"the Jupyter server lets nobody to its kernel: {e.Message}", e);
            throw;
        }

        connection._receiving = Task.Run(connection.ReceiveAsync, CancellationToken.None);
        return connection;
    }

    /// <exception cref="KernelLostException">The connection is gone.</exception>
    public async ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(request.Write(_session, _time.GetUtcNow()), WebSocketMessageType.Text, true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw new KernelLostException("the connection to the Jupyter kernel is gone", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Interrupts what runs. A kernel that is gone is not disturbed.</summary>
    public async ValueTask InterruptAsync()
    {
        try
        {
            if (Volatile.Read(ref _ended) == 0)
                await _server.InterruptAsync(_kernel, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KernelLostException or OperationCanceledException or ObjectDisposedException)
        {
            JupyterLog.KernelFailed(_logger, _kernel, "interrupted", e.Message);
        }
    }

    /// <summary>Ends the kernel; completes when the server says that it is gone.</summary>
    public async ValueTask EndAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        using var patience = new CancellationTokenSource(Goodbye, _time);
        try
        {
            await _server.EndAsync(_kernel, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KernelLostException or OperationCanceledException or ObjectDisposedException)
        {
            JupyterLog.KernelFailed(_logger, _kernel, "ended", e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var bytes = new ArrayBufferWriter<byte>(ReadSize);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(bytes.GetMemory(ReadSize), _ending.Token).ConfigureAwait(false);
                bytes.Advance(received.Count);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new KernelLostException($"the Jupyter server closed the connection to the kernel: {_socket.CloseStatusDescription}".TrimEnd(' ', ':'));
                if (bytes.WrittenCount > MaxMessage)
                    throw new KernelLostException($"the Jupyter kernel sent a message of more than {MaxMessage >> 20} MiB");
                if (!received.EndOfMessage)
                    continue;
                await _messages.Writer.WriteAsync(
                    KernelMessage.Read(bytes.WrittenSpan, received.MessageType == WebSocketMessageType.Binary), _ending.Token).ConfigureAwait(false);
                if (bytes.Capacity > ReadSize * 4)
                    bytes = new ArrayBufferWriter<byte>(ReadSize);
                else
                    bytes.ResetWrittenCount();
            }
        }
        catch (KernelLostException lost)
        {
            _messages.Writer.TryComplete(lost);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _messages.Writer.TryComplete(new KernelLostException($"the connection to the Jupyter kernel is gone: {e.Message}", e));
        }
    }
}
