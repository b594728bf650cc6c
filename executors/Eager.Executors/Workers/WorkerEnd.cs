using System.Globalization;
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
        if (exit.Limit != ReachedLimit.None)
            return Lost($"the program reached its limit of {Limit(exit.Limit, limits)}") with { LimitReached = true };
        if (violation is not null)
            return Lost($"the {worker} broke the protocol: {violation}");
        if (exit == ProcessExit.Unknown || (exit == new ProcessExit(WorkerFailed, 0) && !programFinished))
            return Lost($"the {worker} {exit}");
        return new BackendClosed(exit.ShellStatus, Loss: null);
    }

    public static BackendClosed Disposed(string worker) => Lost($"the {worker} was ended with its session");

    private static string Limit(ReachedLimit limit, ProgramLimits limits) => limit switch
    {
        ReachedLimit.Duration => string.Create(CultureInfo.InvariantCulture, $"{limits.Duration?.TotalSeconds:0.###} s"),
        ReachedLimit.ProcessorTime => string.Create(CultureInfo.InvariantCulture, $"{limits.ProcessorTime?.TotalSeconds:0.###} s of processor time"),
        ReachedLimit.Memory => string.Create(CultureInfo.InvariantCulture, $"{limits.MemoryBytes / 1048576.0:0.###} MiB of memory"),
        _ => $"{limits.Processes} processes",
    };

    private static BackendClosed Lost(string why) => new(ExitStatus: null, why);
}
