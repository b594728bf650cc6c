using Eager.Batches;
using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Executions;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary>What <c>run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    public required ProgramSource Source { get; init; }

    /// <summary>The recorded stream that is played instead of the source's bytes; null where these are the stream.</summary>
    public required TracedSession? Replay { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string Language { get; init; }

    public required string Backend { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>Tokens a second; 0 for as fast as they come.</summary>
    public required double Rate { get; init; }

    /// <summary>Characters a token.</summary>
    public required int TokenCharacters { get; init; }

    public required ErrorPolicy OnError { get; init; }

    /// <summary>When ready statements are dispatched; null for what suits the backend.</summary>
    public required IGatePolicy? Gate { get; init; }

    /// <summary>What the stream is, and where in it the program is.</summary>
    public required DecodingOptions Decoding { get; init; }

    /// <summary>Show the value of the last expression.</summary>
    public required bool Display { get; init; }

    public required bool TopLevelAwait { get; init; }

    /// <summary>What may happen before the program is whole; null for what is safest of what the backend can do.</summary>
    public required EffectProfile? Effects { get; init; }

    /// <summary>Run compound statements in parts while they arrive.</summary>
    public required BlockOpening Blocks { get; init; }

    /// <summary>Run the body of a function ahead of its call.</summary>
    public required bool Speculates { get; init; }

    public required bool Events { get; init; }

    public required string? SummaryFile { get; init; }

    public required string? TraceFile { get; init; }

    public required string? Python { get; init; }

    /// <summary>Address of the Jupyter server; null for what the environment says, else one of our own.</summary>
    public required Uri? JupyterUrl { get; init; }

    /// <summary>Name of the Jupyter kernel; null for the usual one of the language.</summary>
    public required string? Kernel { get; init; }

    /// <summary>Make workers ready before the program begins to arrive.</summary>
    public required bool Pool { get; init; }

    public required ProgramLimits Limits { get; init; }
}
