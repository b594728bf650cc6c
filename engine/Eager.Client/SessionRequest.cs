using Eager.Executions;

namespace Eager.Client;

/// <summary>What a session is asked to be.</summary>
public sealed record SessionRequest
{
    /// <summary>Name of the language; null for Python.</summary>
    public string? Language { get; init; }

    /// <summary>Name of the backend; null for <c>process</c>.</summary>
    public string? Backend { get; init; }

    /// <summary>Effects profile; null for what is safest of what the backend can do.</summary>
    public string? Effects { get; init; }

    /// <summary>What each of its programs may take.</summary>
    public ProgramLimits Limits { get; init; } = new();

    /// <summary>Time without a request, code or event until the session is deleted; null for the server's.</summary>
    public TimeSpan? IdleTimeout { get; init; }
}
