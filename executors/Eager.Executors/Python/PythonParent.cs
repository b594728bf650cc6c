using Eager.Executors.Workers;

namespace Eager.Executors.Python;

/// <summary>A process that has modules loaded and forks workers. It lives as long as the last of them: it is above them, and its end is theirs.</summary>
internal sealed class PythonParent(WorkerGreeting process, IReadOnlyList<string> environment) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _childless = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _children;
    private int _forked;
    private bool _retired;

    public WorkerGreeting Process { get; } = process;

    /// <summary>Modules outside of packages that are loaded.</summary>
    public IReadOnlySet<string> Preloaded { get; } =
        process.Hello.Preloaded?.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal) ?? [];

    /// <summary>The environment that its workers have.</summary>
    public IReadOnlyList<string> Environment { get; } = environment;

    /// <summary>Workers that it has forked.</summary>
    public int Forked => Volatile.Read(ref _forked);

    /// <summary>False once it is retired.</summary>
    public bool TryAddChild()
    {
        lock (_lock)
        {
            if (_retired)
                return false;
            _children++;
            _forked++;
            return true;
        }
    }

    public void RemoveChild()
    {
        lock (_lock)
        {
            _children--;
            SeeChildren();
        }
    }

    /// <summary>Forks no more, and is ended with its last child.</summary>
    public async Task RetireAsync()
    {
        lock (_lock)
        {
            _retired = true;
            SeeChildren();
        }

        await _childless.Task.ConfigureAwait(false);
        await Process.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends it with all its children.</summary>
    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private void SeeChildren()
    {
        if (_retired && _children == 0)
            _childless.TrySetResult();
    }
}
