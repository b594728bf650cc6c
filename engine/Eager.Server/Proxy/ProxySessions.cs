using System.Security.Cryptography;
using System.Text;
using Eager.Server.Hosting;
using Eager.Server.Proxy.Calls;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Proxy;

/// <summary>
/// Finds the session of a request: the one that <c>Eager-Session</c> names; else that of the conversation, known by a call that the request answers,
/// by <c>previous_response_id</c> or by <c>conversation</c>; else a new one. <c>user</c> is a person rather than a conversation, and decides nothing.
/// </summary>
internal sealed class ProxySessions(SessionRegistry sessions, CallBook book, ServerOptions options)
{
    /// <summary>Whom a request is from: what it shows itself by, as a digest.</summary>
    public static string ClientOf(HttpRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Headers["X-Api-Key"]}\n{request.Headers.Authorization}")));

    /// <exception cref="Problems.ProblemException">There is none of that name, or no room for a new one.</exception>
    public (ServerSession Session, bool IsNew) For(HttpContext context, ProxyRequest request)
    {
        if (context.Request.Headers[ProxyHeaders.Session].FirstOrDefault() is { } named)
            return (sessions.Find(named), false);
        if (book.SessionOf(ClientOf(context.Request), request.GoesOnFrom) is { } known)
        {
            known.Touch();
            return (known, false);
        }

        return (sessions.Create(new SessionSettings { Language = options.Proxy.Language, Backend = options.Proxy.Backend, Effects = options.Proxy.Effects }), true);
    }

    /// <summary>A new session in which nothing was executed is of no use.</summary>
    public Task LeaveAsync(ServerSession session, bool isNew, bool isUsed) => isNew && !isUsed ? sessions.TryDeleteAsync(session.Id) : Task.CompletedTask;
}
