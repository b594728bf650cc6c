using System.Net.Sockets;
using System.Text;

namespace Eager.Server.Tests.Support;

/// <summary>A model's API by hand, on a socket of its own: says exactly what it is told to, and sees exactly what it is sent.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawAnswer, Task> _answer;
    private readonly List<string> _requests = [];
    private readonly Task _accepting;

    private RawUpstream(Func<RawAnswer, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/v1");

    /// <summary>Requests with their headers, as they came.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static RawUpstream Start(Func<RawAnswer, Task> answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                var request = await RequestAsync(stream);
                lock (_requests)
                    _requests.Add(request);
                await _answer(new RawAnswer(stream, request, _stop.Token));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The proxy is gone, or the test is over.
            }
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var head = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                var length = text.ToString()[..head].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                if (text.Length - head - 4 >= (length is null ? 0 : int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)))
                    return text.ToString();
            }

            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                throw new IOException("no whole request");
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
