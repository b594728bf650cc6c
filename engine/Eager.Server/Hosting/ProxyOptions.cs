using Eager.Engine.Tokens.Decoding;

namespace Eager.Server.Hosting;

/// <summary>What stands behind <c>/v1/chat/completions</c> and <c>/v1/responses</c>, and which calls are executed.</summary>
public sealed class ProxyOptions
{
    /// <summary>Base address of the model's API, such as <c>https://api.openai.com/v1</c>; null where there is none.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>Key for it; null to pass on what the client shows.</summary>
    public string? UpstreamKey { get; set; }

    /// <summary>Name of the tool whose calls are executed; null for every tool with a member for code.</summary>
    public string? Tool { get; set; }

    /// <summary>Members of a call's arguments that hold code, with commas between.</summary>
    public string Members { get; set; } = string.Join(',', DecodingOptions.UsualMembers);

    /// <summary>Language of the code.</summary>
    public string Language { get; set; } = "python";

    /// <summary>Backend that executes it.</summary>
    public string Backend { get; set; } = "process";

    /// <summary>Effects profile; null for what is safest of what the backend can do.</summary>
    public string? Effects { get; set; }

    /// <summary>True where a failing program ends the generation; false to let it go on.</summary>
    public bool InterruptOnError { get; set; } = true;
}
