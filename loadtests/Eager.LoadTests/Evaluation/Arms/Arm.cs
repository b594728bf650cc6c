using Eager.Batches;
using Eager.Effects;
using Eager.Engine.Batches;
using Eager.Engine.Statements;
using Eager.Events;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>One way to run a program that is being generated.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Meaning">What it is, in one line.</param>
public sealed record Arm(string Name, string Meaning)
{
    /// <summary>A new interpreter that starts when the last token has arrived.</summary>
    public static Arm Cold { get; } = new("cold", "serial: a new interpreter runs the file when the last token has arrived");

    /// <summary>A session of ours that waits for the whole program.</summary>
    public static Arm Warm { get; } = new("warm", "serial: a session that is ready runs the whole program when the last token has arrived");

    /// <summary>A real Jupyter kernel, the program one cell.</summary>
    public static Arm Jupyter { get; } = new("jupyter", "serial: a Jupyter kernel that is ready runs the program as one cell when the last token has arrived") { Backend = "jupyter" };

    /// <summary>The published policy on our worker.</summary>
    public static Arm Paper { get; } = new("paper", "eager: released by the next statement, merged when idle, held by the published list of names (arXiv 2604.00491)")
    {
        Mode = ExecutionMode.Eager, Effects = EffectProfile.Paper, Gate = new MergeWhenIdleGate(),
    };

    /// <summary>What the product does when it is told nothing.</summary>
    public static Arm Ours { get; } = new("ours", "eager: what eager run does") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Sandbox };

    /// <summary>Effects happen at once: what effects profiles are compared with.</summary>
    public static Arm Open { get; } = new("ours-open", "eager, without holding effects") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Open };

    /// <summary>All arms.</summary>
    public static IReadOnlyList<Arm> All { get; } =
    [
        Cold, Warm, Jupyter, Paper, Ours,
        Open,
        new("ours-strict", "eager, everything held but computing and reading inside of the folder") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Strict },
        new("ours-staged", "eager, writes inside of the folder run at once in a layer") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Parse("sandbox,write_inside=stage") },
        new("ours-whole", "eager, every statement whole") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Sandbox, Blocks = BlockOpening.Never },
        new("ours-speculate", "eager, the body of a function like main() ahead of its call") { Mode = ExecutionMode.Eager, Effects = EffectProfile.Sandbox, Speculates = true },
        new("sandbox", "serial, in the sandbox") { Backend = "sandbox" },
        new("ours-sandbox", "eager, in the sandbox") { Backend = "sandbox", Mode = ExecutionMode.Eager, Effects = EffectProfile.Sandbox },
        new("ours-jupyter", "eager, in a Jupyter kernel") { Backend = "jupyter", Mode = ExecutionMode.Eager, Effects = EffectProfile.Open },
    ];

    /// <summary>Name of the backend.</summary>
    public string Backend { get; init; } = "process";

    /// <summary>When statements run.</summary>
    public ExecutionMode Mode { get; init; } = ExecutionMode.Serial;

    /// <summary>What may happen while the program arrives.</summary>
    public EffectProfile Effects { get; init; } = EffectProfile.Open;

    /// <summary>When ready statements are dispatched; what suits the backend where null.</summary>
    public IGatePolicy? Gate { get; init; }

    /// <summary>Whether blocks run in parts.</summary>
    public BlockOpening Blocks { get; init; }

    /// <summary>True where a function's body may run ahead of its call.</summary>
    public bool Speculates { get; init; }

    /// <summary>True where execution can overlap generation, so that the token rate matters.</summary>
    public bool Overlaps => Mode == ExecutionMode.Eager;
}
