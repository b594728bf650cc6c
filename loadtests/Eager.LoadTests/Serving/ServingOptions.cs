namespace Eager.LoadTests.Serving;

/// <summary>How a server is loaded.</summary>
public sealed record ServingOptions
{
    /// <summary>Sessions at one time, each with one execution over a WebSocket.</summary>
    public int Sessions { get; init; } = 500;

    /// <summary>Tokens a second of each session.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>Characters a token.</summary>
    public int TokenCharacters { get; init; } = 4;

    /// <summary>Tokens a statement.</summary>
    public int StatementTokens { get; init; } = 10;

    /// <summary>How long every session sends.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is due before is sent, and not counted.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Backend of the sessions.</summary>
    public string Backend { get; init; } = "scripted";
}
