using System.Collections.Concurrent;

namespace Eager.Executors.Processes;

/// <summary>
/// The one thread that starts processes. The kernel kills a worker when the thread that started it ends, so this one lives as long as the host.
/// </summary>
internal sealed class SpawnThread
{
    private readonly BlockingCollection<Action> _orders = [];

    private SpawnThread() => new Thread(Run) { IsBackground = true, Name = "worker spawner" }.Start();

    public static SpawnThread Shared { get; } = new();

    public Task<T> RunAsync<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private void Run()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
            order();
    }
}
