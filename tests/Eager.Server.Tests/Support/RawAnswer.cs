using System.Net.Sockets;
using System.Text;

namespace Eager.Server.Tests.Support;

/// <summary>One answer of a <see cref="RawUpstream"/>.</summary>
internal sealed class RawAnswer(NetworkStream stream, string request, CancellationToken cancellationToken)
{
    public const string Stream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    public string Request => request;

    public Task SendAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    public async Task ChunkAsync(byte[] bytes)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
    }

    public Task ChunkAsync(string text) => ChunkAsync(Encoding.UTF8.GetBytes(text));

    public Task EndAsync() => SendAsync("0\r\n\r\n");

    /// <summary>Returns when the other side has closed.</summary>
    public async Task UntilGoneAsync()
    {
        try
        {
            while (await stream.ReadAsync(new byte[64], cancellationToken) > 0)
            {
                // Nothing more is expected.
            }
        }
        catch (IOException)
        {
            // Reset.
        }
    }
}
