namespace Eager.Executions;

/// <summary>What a limit is about. The unit of its figures stands with each.</summary>
public enum LimitKind : byte
{
    /// <summary>Time on the clock since the session's start; seconds.</summary>
    Duration,

    /// <summary>Time on processors; seconds.</summary>
    ProcessorTime,

    /// <summary>Resident memory; bytes.</summary>
    Memory,

    /// <summary>Processes at one time; a number.</summary>
    Processes,

    /// <summary>Time on the clock of one statement; seconds.</summary>
    StatementDuration,

    /// <summary>Time on the clock of one batch; seconds.</summary>
    BatchDuration,

    /// <summary>Output of one stream; bytes.</summary>
    Output,

    /// <summary>Output of one stream that was written to a file; bytes.</summary>
    SpilledOutput,

    /// <summary>One thing that is shown; bytes of its largest form.</summary>
    Display,
}
