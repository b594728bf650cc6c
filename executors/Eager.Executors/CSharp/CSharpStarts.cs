using System.Runtime.CompilerServices;
using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Workers;

namespace Eager.Executors.CSharp;

/// <summary>Starts C# workers ahead. They enter their directory when they are given a program.</summary>
internal sealed class CSharpStarts(CSharpOptions options, WorkerLauncher launcher) : IWorkerSource
{
    private readonly ConditionalWeakTable<WorkerGreeting, IReadOnlyList<string>> _environments = [];

    public bool CanWait => true;

    public async ValueTask<WorkerGreeting?> StartAsync(CancellationToken cancellationToken)
    {
        var start = CSharpWorker.Start(options, new BackendSessionOptions { ProgramFile = "", WorkingDirectory = "/" });
        var worker = await launcher.StartAsync(start, opening: null, CSharpWorker.Language, options.StartTimeout, cancellationToken)
            .ConfigureAwait(false);
        _environments.Add(worker, start.Environment);
        return worker;
    }

    public void Ended(WorkerGreeting worker)
    {
        // Nothing stands above a worker that was started.
    }

    public bool IsCurrent(WorkerGreeting worker) =>
        _environments.TryGetValue(worker, out var environment) && environment.ToHashSet().SetEquals(CSharpWorker.Variables());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
