using System.Text.Json.Serialization;
using Eager.Executions;

namespace Eager.Server.Sessions;

/// <summary>What each program of a session may take; null: no limit.</summary>
internal sealed record LimitSettings
{
    [JsonPropertyName("duration_s")]
    public double? DurationSeconds { get; init; }

    [JsonPropertyName("processor_s")]
    public double? ProcessorSeconds { get; init; }

    public long? MemoryBytes { get; init; }

    public int? Processes { get; init; }

    public long? FileBytes { get; init; }

    public int? OpenFiles { get; init; }

    /// <summary>Of one statement, and of statements that were sent together.</summary>
    [JsonPropertyName("statement_s")]
    public double? StatementSeconds { get; init; }

    [JsonPropertyName("batch_s")]
    public double? BatchSeconds { get; init; }

    /// <summary>Of each output stream; what is beyond goes to a file of the session.</summary>
    public long? OutputBytes { get; init; }

    /// <summary>Of that file.</summary>
    public long? SpilledBytes { get; init; }

    public long? DisplayBytes { get; init; }

    /// <summary>True where all that are given are above zero and no time is beyond what a clock holds.</summary>
    [JsonIgnore]
    public bool IsValid => IsTime(DurationSeconds) && IsTime(ProcessorSeconds) && MemoryBytes is null or > 0 && Processes is null or > 0
        && FileBytes is null or > 0 && OpenFiles is null or > 0 && IsTime(StatementSeconds) && IsTime(BatchSeconds)
        && OutputBytes is null or > 0 && SpilledBytes is null or > 0 && DisplayBytes is null or > 0;

    public ProgramLimits ToLimits() => new()
    {
        Duration = Time(DurationSeconds),
        ProcessorTime = Time(ProcessorSeconds),
        MemoryBytes = MemoryBytes,
        Processes = Processes,
        FileBytes = FileBytes,
        OpenFiles = OpenFiles,
        StatementDuration = Time(StatementSeconds),
        BatchDuration = Time(BatchSeconds),
        OutputBytes = OutputBytes,
        SpilledBytes = SpilledBytes ?? new ProgramLimits().SpilledBytes,
        DisplayBytes = DisplayBytes,
    };

    private static TimeSpan? Time(double? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;

    private static bool IsTime(double? seconds) => seconds is null or (> 0 and < 1e8);
}
