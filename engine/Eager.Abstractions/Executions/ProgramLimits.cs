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

    /// <summary>
    /// Time on the clock for one statement; more than zero. The engine keeps it for every backend: it interrupts the statement, and ends the program
    /// where that does not help. Waiting before an effect does not count.
    /// </summary>
    public TimeSpan? StatementDuration { get; init; }

    /// <summary>The same for statements that were sent together.</summary>
    public TimeSpan? BatchDuration { get; init; }

    /// <summary>
    /// Bytes of each output stream that are passed on as they come. What follows goes to a file in the working directory, and its end is passed on when
    /// the program is over. The engine keeps it for every backend.
    /// </summary>
    public long? OutputBytes { get; init; }

    /// <summary>Bytes that such a file holds; a program that writes more is ended.</summary>
    public long SpilledBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Bytes of one form of what is shown: larger forms are left out. The engine keeps it for every backend.</summary>
    public long? DisplayBytes { get; init; }

    /// <summary>These without what the engine keeps.</summary>
    public ProgramLimits OfBackend => new()
    {
        Duration = Duration,
        ProcessorTime = ProcessorTime,
        MemoryBytes = MemoryBytes,
        Processes = Processes,
        FileBytes = FileBytes,
        OpenFiles = OpenFiles,
    };
}
