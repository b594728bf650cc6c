using System.Net.Sockets;
using System.Text;

namespace Eager.Server.Tests.Support;

/// <summary>HTTP by hand, for what a well-behaved client does not do: a chunked body that goes on while the answer is read, and breaks off.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private readonly StringBuilder _received = new();

    public static async Task<RawConnection> PostAsync(Uri address, string path, string headers = "")
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port, RunningServer.Cancellation);
        await connection.SendAsync($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n{headers}\r\n");
        return connection;
    }

    public Task ChunkAsync(string text) => SendAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public Task EndAsync() => SendAsync("0\r\n\r\n");

    public Task SendAsync(string text) => _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), RunningServer.Cancellation).AsTask();

    /// <summary>Reads until the text is there; all that has arrived.</summary>
    public async Task<string> UntilAsync(string text)
    {
        var buffer = new byte[4096];
        while (!_received.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await _client.GetStream().ReadAsync(buffer, RunningServer.Cancellation);
            if (count == 0)
                throw new EndOfStreamException($"no '{text}' in: {_received}");
            _received.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return _received.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
