using System.Text.Json.Serialization;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Wire;

/// <summary>A frame from a worker to the host. The family is closed.</summary>
public abstract record WorkerFrame
{
    private protected WorkerFrame()
    {
    }
}

/// <summary>The worker is ready. First, unasked.</summary>
/// <param name="Protocol">Version of the protocol it speaks.</param>
/// <param name="Language">Language it executes.</param>
/// <param name="Version">Version of its interpreter.</param>
/// <param name="Pid">Its process id, as it sees it.</param>
/// <param name="ClockNs">Its monotonic clock in nanoseconds, read as the frame was built.</param>
/// <param name="Slots">Batches it accepts before the first has finished.</param>
/// <param name="KeepsStateOnInterrupt">True where an interrupt leaves the session's variables usable.</param>
public sealed record HelloFrame(
    int Protocol, string Language, string Version, int Pid, long ClockNs, int Slots, bool KeepsStateOnInterrupt) : WorkerFrame
{
    /// <summary>The version that this library speaks.</summary>
    public const int CurrentProtocol = 1;

    /// <summary>True where the worker takes the parts of an open block.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OpenBlocks { get; init; }

    /// <summary>Modules outside of packages that a parent of workers has loaded, with commas between them; null from a worker.</summary>
    public string? Preloaded { get; init; }
}

/// <summary>A unit ended.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedNs">Begin, on the worker's monotonic clock.</param>
/// <param name="FinishedNs">End, on the same clock.</param>
public sealed record UnitFinishedFrame(uint Id, UnitOutcome Outcome, long StartedNs, long FinishedNs) : WorkerFrame;

/// <summary>An error is known.</summary>
/// <param name="Id">The unit that raised it; null for the whole program.</param>
/// <param name="Error">The error.</param>
public sealed record ErrorFrame(uint? Id, ProgramError Error) : WorkerFrame;

/// <summary>Something is to be shown.</summary>
/// <param name="Id">The unit that showed it; null where no unit ran.</param>
/// <param name="Result">True for the value of the program's last expression.</param>
/// <param name="Data">What to show, by MIME type.</param>
public sealed record DisplayFrame(uint? Id, bool Result, IReadOnlyDictionary<string, string> Data) : WorkerFrame;

/// <summary>An effect waits for the end of the program. The worker reads on and executes nothing.</summary>
/// <param name="Id">The unit; null for exit handlers.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line.</param>
/// <param name="AtNs">When, on the worker's monotonic clock.</param>
public sealed record HeldFrame(uint? Id, EffectClass Class, string What, long AtNs) : WorkerFrame;

/// <summary>The effect that waited happens now.</summary>
/// <param name="Id">The unit; null for exit handlers.</param>
/// <param name="AtNs">When, on the worker's monotonic clock.</param>
public sealed record ResumedFrame(uint? Id, long AtNs) : WorkerFrame;

/// <summary>What the program has changed in its working directory, and will change, is to stand.</summary>
public sealed record KeptFrame : WorkerFrame;

/// <summary>Exit handlers have run and output is flushed.</summary>
/// <param name="Error">True where the check of the whole program failed; its error frame came before.</param>
public sealed record ProgramFinishedFrame(bool Error) : WorkerFrame;
