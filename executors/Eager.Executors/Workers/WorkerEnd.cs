using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Workers;

/// <summary>
/// Tells a program's end from a worker's failure. A program may end its process by any means (<c>os._exit</c>, an abort, a crash in a C extension):
/// that is the program's own status, as a serial run would have left it. Only the protocol's own status 70, before the program was over, is the
/// worker's failure.
/// </summary>
internal static class WorkerEnd
{
    private const int WorkerFailed = 70;

    public static BackendClosed Decide(string worker, ProgramLimits limits, ProcessExit exit, bool programFinished, string? violation)
    {
        if (Limit(limits, exit) is { } reached)
            return Lost($"the program reached its limit of {reached.Words}") with { LimitReached = true };
        if (violation is not null)
            return Lost($"the {worker} broke the protocol: {violation}");
        if (exit == ProcessExit.Unknown || (exit == new ProcessExit(WorkerFailed, 0) && !programFinished))
            return Lost($"the {worker} {exit}");
        return new BackendClosed(exit.ShellStatus, Loss: null);
    }

    public static BackendClosed Disposed(string worker) => Lost($"the {worker} was ended with its session");

    /// <summary>The limit for which a program was ended; null where it was not.</summary>
    public static LimitReached? Limit(ProgramLimits limits, ProcessExit exit) => exit.Limit switch
    {
        ReachedLimit.None => null,
        ReachedLimit.Duration => Reached(LimitKind.Duration, limits.Duration!.Value.TotalSeconds, exit.Used / 1000.0),
        ReachedLimit.ProcessorTime => Reached(LimitKind.ProcessorTime, limits.ProcessorTime!.Value.TotalSeconds, exit.Used / 1000.0),
        ReachedLimit.Memory => Reached(LimitKind.Memory, limits.MemoryBytes!.Value, exit.Used),
        _ => Reached(LimitKind.Processes, limits.Processes!.Value, exit.Used),
    };

    private static LimitReached Reached(LimitKind kind, double allowed, double used) => new(kind, allowed, used, EndsProgram: true);

    private static BackendClosed Lost(string why) => new(ExitStatus: null, why);
}
