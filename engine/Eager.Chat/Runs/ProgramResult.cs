using Eager.Events;

namespace Eager.Chat.Runs;

/// <summary>What a program came to.</summary>
/// <param name="Output">What it wrote to its standard output and error, in order.</param>
/// <param name="Summary">How it ran.</param>
internal sealed record ProgramResult(string Output, SessionSummary Summary);
