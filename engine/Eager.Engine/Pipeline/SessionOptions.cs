using Eager.Batches;
using Eager.Effects;
using Eager.Engine.Statements;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Pipeline;

/// <summary>What to open.</summary>
public sealed record SessionOptions
{
    /// <summary>Name of a registered language.</summary>
    public required string Language { get; init; }

    /// <summary>Name of a registered backend of that language.</summary>
    public string Backend { get; init; } = "process";

    /// <summary>When statements execute.</summary>
    public ExecutionMode Mode { get; init; } = ExecutionMode.Eager;

    /// <summary>What a failing statement does to the generation.</summary>
    public ErrorPolicy OnError { get; init; } = ErrorPolicy.Interrupt;

    /// <summary>What the stream is and where in it the program is; the language's own names are added.</summary>
    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>How the program sees itself.</summary>
    public required BackendSessionOptions Program { get; init; }

    /// <summary>
    /// What may happen while the program is still arriving. What is denied is denied in every mode. Null: <see cref="EffectProfile.Sandbox"/> where
    /// the backend can hold effects, else <see cref="EffectProfile.Open"/>.
    /// </summary>
    public EffectProfile? Effects { get; init; }

    /// <summary>Whether compound statements run in parts while they arrive.</summary>
    public BlockOpening Blocks { get; init; }

    /// <summary>
    /// Whether the body of a function that is probably called next runs while it arrives, held back until the call. Takes open blocks and a profile
    /// that holds effects.
    /// </summary>
    public bool Speculates { get; init; }

    /// <summary>Bounds of the session; those of the engine where null.</summary>
    public SessionLimits? Limits { get; init; }

    /// <summary>Sees the program's text beside the pipeline; null for nobody.</summary>
    public ICodeWatcher? Watcher { get; init; }

    /// <summary>When ready statements are dispatched; chosen by what the backend can do where null.</summary>
    public IGatePolicy? Gate { get; init; }
}
