using System.Text;
using Eager.Executions;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>A unit on its way through a kernel: what is known of it so far.</summary>
internal sealed class KernelTask
{
    /// <param name="unit">The unit.</param>
    /// <param name="sentAt">When it left; null for one that does not.</param>
    public KernelTask(ExecutionUnit unit, long sentAt)
    {
        var code = Encoding.UTF8.GetString(unit.Source.Span);
        var blank = code[..^code.TrimStart('\n', '\r', ' ', '\t', '\f').Length];
        (Unit, SentAt, FirstLine) = (unit, sentAt, unit.Extent.Line + blank.Count(letter => letter == '\n'));
        Request = unit.Kind == UnitKind.Probe ? KernelRequest.IsComplete(code) : KernelRequest.Execute(code);
    }

    public ExecutionUnit Unit { get; }

    public KernelRequest Request { get; }

    /// <summary>Line of the program at which the kernel's count begins: it leaves out blank lines.</summary>
    public int FirstLine { get; }

    public long SentAt { get; }

    public long? StartedAt { get; set; }

    public long? FinishedAt { get; set; }

    /// <summary>Known with the reply.</summary>
    public UnitOutcome? Outcome { get; set; }

    public ProgramError? Error { get; set; }

    /// <summary>True once all of its output has come.</summary>
    public bool IsIdle { get; set; }

    public bool IsDone => Outcome is not null && IsIdle;
}
