namespace Eager.Executions;

/// <summary>What a program, with every process that it starts, may take from its session's start to its end. Null: no limit.</summary>
public sealed record ProgramLimits
{
    /// <summary>Time on the clock; more than zero.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Time on processors, of all processes together; more than zero.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>Resident memory of all processes together. What several of them share counts for each.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processes at one time, the interpreter included.</summary>
    public int? Processes { get; init; }

    /// <summary>Bytes of one file that it writes. The program meets it as an error.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Files that one process may have open. The program meets it as an error.</summary>
    public int? OpenFiles { get; init; }
}
