using Eager.ReplayModel.Answers;

namespace Eager.ReplayModel.Serving;

/// <summary>What the model says, and how.</summary>
public sealed record ReplayOptions
{
    /// <summary>Name of the request header that asks for an answer by its name.</summary>
    public const string AnswerHeader = "x-eager-answer";

    /// <summary>Name of the request header that asks for a fault.</summary>
    public const string FaultHeader = "x-eager-fault";

    /// <summary>Where to listen; a port of 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>
    /// The answers, at least one. A request gets the one that its <see cref="AnswerHeader"/> header or its model names, else the next of those that
    /// its API can give.
    /// </summary>
    public required IReadOnlyList<ModelAnswer> Answers { get; init; }

    /// <summary>Tokens a second; 0 for as fast as they can be sent.</summary>
    public double Rate { get; init; }

    /// <summary>Characters a token of an answer that is not recorded; at least 1.</summary>
    public int TokenCharacters { get; init; } = 4;

    /// <summary>How much the time between two tokens varies, as a share of it, from 0 to 1: uniformly between 1 − jitter and 1 + jitter.</summary>
    public double Jitter { get; init; }

    /// <summary>Makes the jitter repeatable.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What goes wrong in every answer; null for nothing.</summary>
    public Fault? Fault { get; init; }
}
