namespace Eager.Conformance;

/// <summary>What a backend can keep. A rule that it cannot is skipped and says so; what a language cannot say is null in its <see cref="Dialect"/>.</summary>
public sealed record Abilities
{
    /// <summary>A program waits while nobody receives what it prints.</summary>
    public bool HoldsBack { get; init; } = true;

    /// <summary>The status with which a program ends its own process is told.</summary>
    public bool TellsStatus { get; init; } = true;

    /// <summary>A process that a program starts ends with its session, wherever it went.</summary>
    public bool EndsChildren { get; init; } = true;

    /// <summary>Text that is not valid fails at once, not only at the program's end.</summary>
    public bool SeesInvalidTextAtOnce { get; init; } = true;

    /// <summary>A program is ended when its time is over.</summary>
    public bool LimitsTime { get; init; }

    /// <summary>A program is ended when it holds more memory than it may.</summary>
    public bool LimitsMemory { get; init; }

    /// <summary>A program is ended when it has more processes than it may.</summary>
    public bool LimitsProcesses { get; init; }
}
