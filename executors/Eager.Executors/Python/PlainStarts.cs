using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Python;

/// <summary>Workers that are what the host's user is.</summary>
internal sealed class PlainStarts(PythonOptions options) : IPythonStarts
{
    public bool CanWait => true;

    public ProcessStart Cold(BackendSessionOptions program) => PythonWorker.Start(options, program);

    public ProcessStart Parent() => PythonWorker.Parent(options);

    public IReadOnlyList<string> Environment() => HostEnvironment.Variables();

    public ProcessStart Forked(WorkerProcess parent, BackendSessionOptions program) => PythonWorker.Forked(parent, program);

    public void Dispose()
    {
        // Nothing is kept between starts.
    }
}
