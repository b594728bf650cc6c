namespace Eager.Engine.Tokens.Decoding;

/// <summary>Where in a model's answer the program is.</summary>
public sealed record DecodingOptions
{
    /// <summary>Members of a tool call's arguments that hold code where none are named.</summary>
    public static readonly IReadOnlyList<string> UsualMembers = ["code", "source", "source_code", "script", "program", "python", "python_code", "csharp"];

    /// <summary>What the stream is.</summary>
    public StreamFormat Format { get; init; } = StreamFormat.Code;

    /// <summary>Which part of a provider's answer holds the program.</summary>
    public CodePlace Place { get; init; } = CodePlace.Calls;

    /// <summary>
    /// Words that name the program's language in the info string of a fence, in any case. A block in another language is passed over. A block
    /// without an info string is taken until the first block that names the language: behind that it shows output rather than code.
    /// </summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Name of the tool whose calls hold the program; null for every tool.</summary>
    public string? Tool { get; init; }

    /// <summary>Members of a call's arguments that hold the program.</summary>
    public IReadOnlyList<string> Members { get; init; } = UsualMembers;

    /// <summary>Longest event of a model's stream, in bytes.</summary>
    public int EventBytes { get; init; } = 16 * 1024 * 1024;
}
