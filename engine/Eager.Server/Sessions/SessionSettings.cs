using System.Text.Json.Serialization;

namespace Eager.Server.Sessions;

/// <summary>What a session is asked to be: the body of <c>POST /v1/sessions</c>.</summary>
internal sealed record SessionSettings
{
    public string Language { get; init; } = "python";

    public string Backend { get; init; } = "process";

    /// <summary>Effects profile, as <c>--effects</c> takes it; null for what is safest of what the backend can do.</summary>
    public string? Effects { get; init; }

    public LimitSettings? Limits { get; init; }

    /// <summary>Seconds without a request, code or event until the session is deleted; null for the server's.</summary>
    [JsonPropertyName("idle_timeout_s")]
    public double? IdleTimeoutSeconds { get; init; }
}
