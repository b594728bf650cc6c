namespace Eager.Host.Reports;

/// <summary>What a picture of a run shows: its arms on one time axis, from the opening of the session.</summary>
/// <param name="Title">One line.</param>
/// <param name="Arms">At least one, the eager one first where there is one.</param>
internal sealed record Timeline(string Title, IReadOnlyList<TimelineArm> Arms)
{
    /// <summary>The shortest axis that is drawn.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Where the axis ends.</summary>
    public TimeSpan End
    {
        get
        {
            var last = Arms.Max(arm => arm.Total);
            return last > Shortest ? last : Shortest;
        }
    }
}
