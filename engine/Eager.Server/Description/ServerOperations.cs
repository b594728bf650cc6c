using Eager.Server.Problems;

namespace Eager.Server.Description;

/// <summary>The server itself.</summary>
internal static class ServerOperations
{
    public static readonly ApiOperation Live = new("Tells that the server is alive.")
    {
        Answers = [new ApiAnswer(200, "It is.", new ApiContent("text/plain", "alive\n"))],
        NeedsKey = false,
    };

    public static readonly ApiOperation Ready = new("Tells whether another execution could begin at once.")
    {
        Answers = [new ApiAnswer(200, "It could.", new ApiContent("text/plain", "ready\n"))],
        Problems = [Problem.WarmingUp, Problem.NoCapacity, Problem.Draining],
        NeedsKey = false,
    };

    public static readonly ApiOperation Metrics = new("Gives figures as Prometheus text.")
    {
        Answers = [new ApiAnswer(200, "The figures.", new ApiContent("text/plain", "# TYPE eager_sessions_active gauge\neager_sessions_active 1\n"))],
    };

    public static readonly ApiOperation Document = new("Gives this document.")
    {
        Answers = [new ApiAnswer(200, "The document.", ApiContent.Json("""{"openapi":"3.1.0"}"""))],
    };
}
