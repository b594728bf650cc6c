using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Eager.Host.Reports;

/// <summary>Serves one page on the loopback interface, to whoever names it as such.</summary>
internal sealed class PageServer : IDisposable
{
    private const int FirstPort = 49152;
    private const int Attempts = 50;

    private readonly HttpListener _listener;
    private readonly byte[] _page;

    /// <summary>Starts to listen on a free port.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public PageServer(string page)
    {
        _page = Encoding.UTF8.GetBytes(page);
        (_listener, Address) = Listen();
    }

    /// <summary>Where the page is.</summary>
    public string Address { get; }

    /// <summary>Answers until it is cancelled.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(_listener.Stop);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Answer(await _listener.GetContextAsync().ConfigureAwait(false));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // A browser that went away, or the end: the condition above tells.
            }
        }
    }

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, string Address) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(FirstPort, IPEndPoint.MaxPort + 1)}/");
            var listener = new HttpListener { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
            catch (HttpListenerException e)
            {
                throw new IOException($"no free port on the loopback interface: {e.Message}", e);
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        response.KeepAlive = false;
        if (context.Request is not { HttpMethod: "GET" or "HEAD", Url.AbsolutePath: "/" })
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Cache-Control"] = "no-store";
        response.ContentLength64 = _page.Length;
        if (context.Request.HttpMethod == "GET")
            response.OutputStream.Write(_page);
    }
}
