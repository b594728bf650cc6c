namespace Eager.Host.Reports;

/// <summary>Something that took time. Times count from the opening of the session.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; the same for what happened at once.</param>
/// <param name="Hover">What it was: a heading, then lines.</param>
internal sealed record TimelineBar(TimeSpan From, TimeSpan To, string Hover)
{
    /// <summary>True where it went wrong.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Index of the statement it belongs to, if any.</summary>
    public int? Statement { get; init; }
}
