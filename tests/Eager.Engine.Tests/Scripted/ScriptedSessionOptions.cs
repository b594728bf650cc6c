namespace Eager.Engine.Tests.Scripted;

/// <summary>How a scripted session behaves.</summary>
internal sealed record ScriptedSessionOptions
{
    public int Slots { get; init; } = 64;

    public bool QueuesUnits { get; init; } = true;

    /// <summary>False where a test measures memory: the session then keeps no list of what it got.</summary>
    public bool Records { get; init; } = true;

    /// <summary>Real time that each unit takes.</summary>
    public TimeSpan UnitDelay { get; init; }

    /// <summary>Thrown when the session is opened.</summary>
    public Exception? OpenFailure { get; init; }

    /// <summary>Thrown when the units of this number, counted from 0, are handed over.</summary>
    public int? SubmitFailsAt { get; init; }

    /// <summary>Thrown, and not by a task, when the session is asked for an event or an interrupt.</summary>
    public bool ThrowsSynchronously { get; init; }

    /// <summary>Error of the whole program, shown when it has ended.</summary>
    public string? ProgramError { get; init; }
}
