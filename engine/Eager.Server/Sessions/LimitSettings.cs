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

    /// <summary>True where all that are given are above zero and no time is beyond what a clock holds.</summary>
    [JsonIgnore]
    public bool IsValid => IsTime(DurationSeconds) && IsTime(ProcessorSeconds) && MemoryBytes is null or > 0 && Processes is null or > 0
        && FileBytes is null or > 0 && OpenFiles is null or > 0;

    public ProgramLimits ToLimits() => new()
    {
        Duration = DurationSeconds is { } duration ? TimeSpan.FromSeconds(duration) : null,
        ProcessorTime = ProcessorSeconds is { } processor ? TimeSpan.FromSeconds(processor) : null,
        MemoryBytes = MemoryBytes,
        Processes = Processes,
        FileBytes = FileBytes,
        OpenFiles = OpenFiles,
    };

    private static bool IsTime(double? seconds) => seconds is null or (> 0 and < 1e8);
}
