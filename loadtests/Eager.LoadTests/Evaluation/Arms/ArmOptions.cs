using Eager.Engine.Traces;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>What to compare.</summary>
public sealed record ArmOptions
{
    /// <summary>Folder of the corpus.</summary>
    public required string Corpus { get; init; }

    /// <summary>Folder of further programs, a set of their own; none where null.</summary>
    public string? Examples { get; init; }

    /// <summary>Recorded streams of Python code, a set of their own. They keep their tokens, and are always straight.</summary>
    public IReadOnlyList<TracedSession> Traced { get; init; } = [];

    /// <summary>Names of the sets; all where empty.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>At most so many programs of each set, spread over it; all where null.</summary>
    public int? ProgramsPerSet { get; init; }

    /// <summary>Serial wall time that a program of the corpus takes at least, in seconds.</summary>
    public double MinimumSeconds { get; init; }

    /// <summary>Token rates of the arms that overlap, in tokens a second.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>The arms.</summary>
    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>What is made of each program.</summary>
    public required IReadOnlyList<ArmShape> Shapes { get; init; }

    /// <summary>How programs are cut into tokens.</summary>
    public TokenLengths Tokens { get; init; } = TokenLengths.Fixed(4);

    /// <summary>Number of the repetition, from 1: every repetition has an order of programs of its own.</summary>
    public int Repetition { get; init; } = 1;

    /// <summary>Programs at one time. Each waits for its tokens nearly always.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Nothing new is begun after so long; what was begun is finished.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.MaxValue;

    /// <summary>Runs that there are already; they are not made again.</summary>
    public IReadOnlyList<ArmRun> Done { get; init; } = [];

    /// <summary>Folder that takes the events of each run; none where null.</summary>
    public string? Recordings { get; init; }

    /// <summary>The interpreter of the cold arm.</summary>
    public required string Interpreter { get; init; }
}
