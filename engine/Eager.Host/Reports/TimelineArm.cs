namespace Eager.Host.Reports;

/// <summary>One arm of a program on the time axis. Times count from the opening of the session.</summary>
internal sealed record TimelineArm
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>True where the model made it up from the other arm.</summary>
    public bool IsPredicted { get; init; }

    /// <summary>When the last token had arrived.</summary>
    public required TimeSpan Generation { get; init; }

    /// <summary>When the program was over.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>Time before which no schedule can end; null where there is none to show.</summary>
    public TimeSpan? Bound { get; init; }

    /// <summary>Share of the program's bytes that had arrived, from 0 to 1, at times that do not decrease.</summary>
    public IReadOnlyList<(TimeSpan At, double Share)> Arrivals { get; init; } = [];

    /// <summary>Statements that became certain, with the share of bytes that had arrived.</summary>
    public IReadOnlyList<(TimelineBar Bar, double Share)> Releases { get; init; } = [];

    /// <summary>Batches from dispatch to end.</summary>
    public IReadOnlyList<TimelineBar> Batches { get; init; } = [];

    /// <summary>Statements while they ran.</summary>
    public required IReadOnlyList<TimelineBar> Runs { get; init; }

    /// <summary>Effects while they were held.</summary>
    public IReadOnlyList<TimelineBar> Holds { get; init; } = [];

    /// <summary>Output when it came.</summary>
    public IReadOnlyList<TimelineBar> Outputs { get; init; } = [];

    public TimeSpan? FirstOutput => Outputs.Count > 0 ? Outputs[0].From : null;

    public TimeSpan NonOverlapped => Total > Generation ? Total - Generation : TimeSpan.Zero;
}
