using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Statements;

/// <summary>How a stream of code ended, and what it held beyond the last statement.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Remainder">Text in no statement: blank lines and comments of a complete program, the cut-off rest of another.</param>
/// <param name="Text">UTF-8 of <paramref name="Remainder"/>; owned by this record.</param>
/// <param name="EndedAt">When it ended, as a timestamp of the session's clock.</param>
/// <param name="CutOff">Why it broke off, in one line; null where it did not.</param>
/// <param name="LimitReached">The limit that ended it, in one line; null where none did.</param>
internal sealed record StreamTail(
    ProgramEnding Ending, SourceSpan Remainder, ReadOnlyMemory<byte> Text, long EndedAt, string? CutOff, string? LimitReached);
