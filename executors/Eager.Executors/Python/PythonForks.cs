using System.Runtime.CompilerServices;
using Eager.Executions;
using Eager.Executors.Pooling;
using Eager.Executors.Workers;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Python;

/// <summary>Forks workers from a parent, and replaces the parent: after so many uses, when it has died, when the host's environment has changed.</summary>
internal sealed class PythonForks(
    PythonOptions options, PoolOptions pool, IPythonStarts starts, WorkerLauncher launcher, ILogger logger) : IWorkerSource
{
    private const string MatplotlibSettings = "matplotlibrc";

    private static readonly BackendSessionOptions NoProgram = new() { ProgramFile = "", WorkingDirectory = "/" };

    private readonly SemaphoreSlim _choosing = new(1, 1);
    private readonly ConditionalWeakTable<WorkerGreeting, PythonParent> _parents = [];
    private PythonParent? _parent;

    public bool CanWait => starts.CanWait;

    public async ValueTask<WorkerGreeting?> StartAsync(CancellationToken cancellationToken)
    {
        if (starts.CanWait)
            return await ForkAsync(NoProgram, cancellationToken).ConfigureAwait(false);
        var parent = await ParentAsync(cancellationToken).ConfigureAwait(false);
        parent.RemoveChild();
        return null;
    }

    /// <summary>Forks a worker for a program.</summary>
    /// <exception cref="BackendUnavailableException">There is no parent, or it does not fork.</exception>
    public async ValueTask<WorkerGreeting> ForkAsync(BackendSessionOptions program, CancellationToken cancellationToken)
    {
        var parent = await ParentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var start = starts.Forked(parent.Process.Process, program);
            var worker = await launcher.StartAsync(start, opening: null, PythonWorker.Language, options.StartTimeout, cancellationToken)
                .ConfigureAwait(false);
            _parents.Add(worker, parent);
            return worker;
        }
        catch (Exception exception)
        {
            parent.RemoveChild();
            if (exception is BackendUnavailableException)
                Retire(parent);
            throw;
        }
    }

    public void Ended(WorkerGreeting worker)
    {
        if (_parents.TryGetValue(worker, out var parent))
            parent.RemoveChild();
    }

    public bool IsCurrent(WorkerGreeting worker) => _parents.TryGetValue(worker, out var parent) && !IsOutdated(parent);

    /// <summary>True while there is a parent that can fork at once.</summary>
    public bool IsReady => _parent is not null;

    /// <summary>
    /// False where a program may find other modules of the names that are loaded, beside itself, or other settings of theirs, and while there is no
    /// parent: it needs an interpreter that has loaded nothing.
    /// </summary>
    public bool Fits(BackendSessionOptions program)
    {
        var folder = program.ProgramFile.StartsWith('<') ? program.WorkingDirectory
            : Path.GetDirectoryName(Path.GetFullPath(program.ProgramFile, program.WorkingDirectory));
        return _parent is { } parent && Directory.Exists(folder) && Directory.Exists(program.WorkingDirectory)
            && !File.Exists(Path.Combine(program.WorkingDirectory, MatplotlibSettings))
            && !Directory.EnumerateFileSystemEntries(folder).Any(entry => parent.Preloaded.Contains(Path.GetFileName(entry).Split('.')[0]));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _parent, null) is { } parent)
            await parent.DisposeAsync().ConfigureAwait(false);
        _choosing.Dispose();
    }

    /// <summary>The parent of now, with room made for one child.</summary>
    private async ValueTask<PythonParent> ParentAsync(CancellationToken cancellationToken)
    {
        await _choosing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (_parent is { } known && (IsOutdated(known) || known.Forked >= pool.Uses))
                    Retire(known);
                _parent ??= await StartParentAsync(cancellationToken).ConfigureAwait(false);
                if (_parent is { } parent && parent.TryAddChild())
                    return parent;
            }
        }
        finally
        {
            _choosing.Release();
        }
    }

    private async ValueTask<PythonParent> StartParentAsync(CancellationToken cancellationToken)
    {
        var start = starts.Parent();
        var process = await launcher.StartAsync(start, opening: null, PythonWorker.Language, options.StartTimeout, cancellationToken)
            .ConfigureAwait(false);
        return new PythonParent(process, start.Environment);
    }

    private bool IsOutdated(PythonParent parent) =>
        !parent.Process.IsWaiting || !parent.Environment.ToHashSet().SetEquals(starts.Environment());

    private void Retire(PythonParent parent)
    {
        Interlocked.CompareExchange(ref _parent, null, parent);
        _ = parent.RetireAsync().ContinueWith(
            ended => WorkerLog.PoolFailed(logger, ended.Exception!.GetBaseException().Message),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }
}
