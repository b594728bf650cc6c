using Eager.Server.Proxy;

namespace Eager.Server.Hosting;

/// <summary>What stands behind <c>/v1/chat/completions</c> and <c>/v1/responses</c>, and which calls are executed.</summary>
public sealed class ProxyOptions
{
    /// <summary>Base address of the model's API, such as <c>https://api.openai.com/v1</c>; null where there is none.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>Key for it; null to pass on the <c>Authorization</c> that the client shows.</summary>
    public string? UpstreamKey { get; set; }

    /// <summary>Headers that every request to it gets.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Longest silence of it, before its answer and within; then it counts as gone.</summary>
    public TimeSpan UpstreamDeadline { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Name of the tool whose calls are executed. Needed where there is an upstream.</summary>
    public string? Tool { get; set; }

    /// <summary>The member of a call's arguments that holds the code; null for the usual names.</summary>
    public string? Argument { get; set; }

    /// <summary>Language of the code.</summary>
    public string Language { get; set; } = "python";

    /// <summary>Backend that executes it.</summary>
    public string Backend { get; set; } = "process";

    /// <summary>Effects profile; null for what is safest of what the backend can do.</summary>
    public string? Effects { get; set; }

    /// <summary>Where results go unless a request's <c>Eager-Result</c> says otherwise: <c>fetch</c>, <c>event</c> or <c>auto</c>.</summary>
    public string Result { get; set; } = "fetch";

    /// <summary>Answers of the model that one request with <c>auto</c> may take.</summary>
    public int MaxTurns { get; set; } = 16;

    /// <summary>Bytes of a program's output that the model is shown.</summary>
    public int OutputBytes { get; set; } = 64 * 1024;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        Require(Upstream is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Proxy:Upstream is an address such as https://api.openai.com/v1");
        Require(Upstream is null || Tool is { Length: > 0 }, "Proxy:Upstream needs Proxy:Tool, the name of the tool whose calls are executed");
        Require(ResultModes.Names.Contains(Result), $"Proxy:Result is one of {string.Join(", ", ResultModes.Names)}");
        Require(MaxTurns > 0 && OutputBytes >= 2 && UpstreamDeadline > TimeSpan.Zero, "Proxy:MaxTurns, Proxy:OutputBytes and Proxy:UpstreamDeadline must be above 0");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new ArgumentException(otherwise);
    }
}
