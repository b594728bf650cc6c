using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Proxy;

/// <summary>Which headers pass. What belongs to one connection, to this server or to its origin does not.</summary>
internal static class ProxyHeaders
{
    /// <summary>Both ways: the session in which calls are executed.</summary>
    public const string Session = "Eager-Session";

    /// <summary>From the client: <c>fetch</c>, <c>event</c> or <c>auto</c>.</summary>
    public const string Result = "Eager-Result";

    private const string Own = "Eager-";

    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>The answer is read here, so it must not be compressed; a trace goes on from our own span.</summary>
    private static readonly HashSet<string> OfClient = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Accept-Encoding", "Expect", "X-Api-Key", "Cookie", "Origin", "Referer", "traceparent", "tracestate", "baggage",
    };

    /// <summary>What a host says of itself to browsers means nothing, or harm, on ours.</summary>
    private static readonly HashSet<string> OfHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "Set-Cookie", "Server", "Alt-Svc", "Strict-Transport-Security", "Content-Security-Policy",
    };

    /// <summary>Passes a client's headers on.</summary>
    /// <param name="from">The client's request.</param>
    /// <param name="to">Ours.</param>
    /// <param name="passAuthorization">False where it is for us, or replaced.</param>
    public static void PassOn(HttpRequest from, HttpRequestMessage to, bool passAuthorization)
    {
        var named = Named(from.Headers.Connection.ToString());
        foreach (var (name, values) in from.Headers)
        {
            if (OfConnection.Contains(name) || OfClient.Contains(name) || named.Contains(name) || name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)
                || (!passAuthorization && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <summary>Passes the answer's status and headers on.</summary>
    /// <param name="from">The model's answer.</param>
    /// <param name="to">Ours.</param>
    /// <param name="isSameLength">True where the body passes as it is.</param>
    public static void PassOn(HttpResponseMessage from, HttpResponse to, bool isSameLength)
    {
        to.StatusCode = (int)from.StatusCode;
        var named = Named(string.Join(',', from.Headers.Connection));
        foreach (var headers in new HttpHeaders[] { from.Headers, from.Content.Headers })
            foreach (var (name, values) in headers.NonValidated)
                if (!OfConnection.Contains(name) && !OfHost.Contains(name) && !named.Contains(name) && !IsOfServer(name)
                    && (isSameLength || !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
                    to.Headers[name] = values.ToArray();
    }

    /// <summary>Who may read an answer, and what it says of executions, is said by this server alone.</summary>
    private static bool IsOfServer(string name) =>
        name.StartsWith(Own, StringComparison.OrdinalIgnoreCase) || name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Named(string connection) =>
        connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
