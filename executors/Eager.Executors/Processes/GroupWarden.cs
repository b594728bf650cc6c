using System.Runtime.InteropServices;
using Eager.Executors.Interop;

namespace Eager.Executors.Processes;

/// <summary>
/// Tells the warden, a small process that outlives a host that was killed, which groups to end then: the kernel kills a worker with its host, but
/// not what the worker's program started.
/// </summary>
internal sealed class GroupWarden
{
    private static readonly ProcessStart Program =
        new("warden", Path.Combine(AppContext.BaseDirectory, "eager_warden"), [], [], "/") { Survives = true };

    private readonly Lock _lock = new();
    private readonly HashSet<int> _groups = [];
    private ProcessHandle? _process;

    private GroupWarden()
    {
    }

    public static GroupWarden Shared { get; } = new();

    /// <exception cref="Executions.BackendUnavailableException">The warden cannot be started.</exception>
    public void Watch(int group)
    {
        lock (_lock)
        {
            _groups.Add(group);
            if (!Tell(group))
                Restart();
        }
    }

    /// <summary>Call before the group's leader is reaped: afterwards its number may be another's.</summary>
    public void Unwatch(int group)
    {
        lock (_lock)
        {
            if (_groups.Remove(group))
                Tell(-group);
        }
    }

    /// <summary>There is no warden yet, or somebody killed it.</summary>
    private void Restart()
    {
        _process?.Dispose();
        _process = WorkerProcess.Spawn(Program, ProcessPoller.Shared.NextToken());
        foreach (var group in _groups)
            Tell(group);
    }

    private bool Tell(int order)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in order));
        return _process is not null && NativeProcess.Write(_process, bytes, (nuint)bytes.Length) == bytes.Length;
    }
}
