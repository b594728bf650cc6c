using Eager.Statements;

namespace Eager.Host.Reports;

/// <summary>The text of a run's program, where it is at hand.</summary>
/// <param name="bytes">The whole program; null where it is not known.</param>
internal sealed class ProgramText(byte[]? bytes)
{
    /// <summary>Longest text of a statement that is shown, in characters.</summary>
    private const int LongestShown = 4000;

    public static ProgramText Unknown { get; } = new(bytes: null);

    public bool IsKnown => bytes is not null;

    public long Length => bytes?.Length ?? 0;

    /// <summary>A stretch of it, fit to be shown; null where it is not known.</summary>
    public string? Of(in SourceSpan span) => bytes is null || span.Start > span.End || span.End > bytes.Length
        ? null
        : VisibleText.Start(VisibleText.Of(bytes.AsSpan((int)span.Start, (int)Math.Min(span.Length, 4 * LongestShown))), LongestShown);
}
