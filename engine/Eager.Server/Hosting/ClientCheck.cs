using System.Net;
using System.Security.Cryptography;
using System.Text;
using Eager.Server.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Eager.Server.Hosting;

/// <summary>
/// Who may call: whoever shows a key; where there are none, whoever is on this machine, and no page of another origin, which a browser on this
/// machine would let in by a simple request or by a name that it resolves to the loopback address.
/// </summary>
internal sealed class ClientCheck(RequestDelegate next, ServerOptions options)
{
    private readonly byte[][] _keys = [.. options.ApiKeys.Select(Digest)];

    public async Task InvokeAsync(HttpContext context)
    {
        if (ForeignOrigin(context.Request) is { } foreign)
            throw Problem.ForeignOrigin.With($"'{foreign}' is not allowed");
        if (_keys.Length == 0 || IsOpenToAll(context) || ShowsKey(context.Request))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        throw Problem.KeyRequired.With("send 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'");
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOpenToAll(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private string? ForeignOrigin(HttpRequest request)
    {
        if (_keys.Length == 0 && !IsLoopback(request.Host.Host))
            return request.Host.Value;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}" || options.AllowedOrigins.Contains(origin) ? null : origin;
    }

    private bool ShowsKey(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        var shown = request.Headers["X-Api-Key"].FirstOrDefault()
            ?? (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : null);
        if (shown is null)
            return false;
        var digest = Digest(shown);
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(key, digest));
    }
}
