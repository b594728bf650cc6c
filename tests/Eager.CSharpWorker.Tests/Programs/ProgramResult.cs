using Eager.Events;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>What one run of a program came to.</summary>
internal sealed record ProgramResult(string Output, string Complaint, SessionSummary Summary, IReadOnlyList<SessionEvent> Events)
{
    public int Exit => Summary.Exit;
}
