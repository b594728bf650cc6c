using System.Threading.RateLimiting;
using Eager.Server.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Eager.Server.Hosting;

/// <summary>How often one client may begin something. A client is its key, else its address.</summary>
internal static class RateLimits
{
    /// <summary>Name of the policy of requests that begin a session or an execution.</summary>
    public const string Beginning = "beginning";

    public static void Configure(RateLimiterOptions limiter, ServerOptions options)
    {
        limiter.OnRejected = async (rejected, _) =>
            await ProblemResponse.WriteAsync(rejected.HttpContext, Problem.RateLimited, $"{options.RequestsPerSecond} a second").ConfigureAwait(false);
        limiter.AddPolicy(Beginning, context => options.RequestsPerSecond == 0 || !Begins(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(ClientOf(context, options), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestsPerSecond,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    }

    /// <summary>A GET only begins something where it is the beginning of a WebSocket.</summary>
    private static bool Begins(HttpContext context) => !HttpMethods.IsGet(context.Request.Method) || context.WebSockets.IsWebSocketRequest;

    private static string ClientOf(HttpContext context, ServerOptions options) =>
        (options.ApiKeys.Count > 0 ? context.Request.Headers["X-Api-Key"].FirstOrDefault() ?? context.Request.Headers.Authorization.FirstOrDefault() : null)
        ?? context.Connection.RemoteIpAddress?.ToString()
        ?? "";
}
