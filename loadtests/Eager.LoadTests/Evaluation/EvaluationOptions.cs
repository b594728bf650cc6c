using Eager.Batches;
using Eager.Effects;

namespace Eager.LoadTests.Evaluation;

/// <summary>What to evaluate.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Folder of the corpus.</summary>
    public required string Corpus { get; init; }

    /// <summary>Token rates, in tokens a second.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>Effects profiles of the eager arm; each is measured at each rate.</summary>
    public IReadOnlyList<EffectProfile> Effects { get; init; } = [EffectProfile.Sandbox];

    /// <summary>Settings of open blocks of the eager arm; each is measured with each profile.</summary>
    public IReadOnlyList<bool> OpenBlocks { get; init; } = [false];

    /// <summary>Shapes of the programs; each is measured at each rate.</summary>
    public IReadOnlyList<ProgramShape> Shapes { get; init; } = [ProgramShape.Straight];

    /// <summary>Serial wall time that a program must take at least, in seconds.</summary>
    public double MinimumSeconds { get; init; }

    /// <summary>Characters a token.</summary>
    public int TokenCharacters { get; init; } = 4;

    /// <summary>At most so many programs, spread evenly over the corpus; all where null.</summary>
    public int? Programs { get; init; }

    /// <summary>When ready statements are dispatched; what suits the backend where null.</summary>
    public IGatePolicy? Gate { get; init; }

    /// <summary>Folder that takes the events of both arms, a file a pair; none where null. Only with one shape and one eager arm.</summary>
    public string? Recordings { get; init; }
}
