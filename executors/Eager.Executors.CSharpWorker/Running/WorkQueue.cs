namespace Eager.Executors.CSharpWorker.Running;

/// <summary>What is compiled and has not run. One thread adds and waits while it is full; another takes.</summary>
internal sealed class WorkQueue(int capacity)
{
    private readonly Queue<WorkItem> _items = new();
    private readonly object _lock = new();
    private bool _completed;
    private bool _wide;
    private bool _waiting;

    public void Add(WorkItem item)
    {
        lock (_lock)
        {
            while (_items.Count >= capacity && !_wide)
                Monitor.Wait(_lock);
            _items.Enqueue(item);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for the next item. Null where none will come.</summary>
    public WorkItem? Take()
    {
        lock (_lock)
        {
            _waiting = true;
            Monitor.PulseAll(_lock);
            while (_items.Count == 0 && !_completed)
                Monitor.Wait(_lock);
            _waiting = false;
            Monitor.PulseAll(_lock);
            return _items.TryDequeue(out var item) ? item : null;
        }
    }

    /// <summary>Nothing more is added.</summary>
    public void Complete() => Set(ref _completed);

    /// <summary>Whoever adds does not wait any more: nobody takes, or only when all has been added.</summary>
    public void Widen() => Set(ref _wide);

    /// <summary>Waits until nothing more is added.</summary>
    public void WaitCompleted()
    {
        lock (_lock)
            while (!_completed)
                Monitor.Wait(_lock);
    }

    /// <summary>Waits until whoever takes has done all there is. False where that takes longer.</summary>
    public bool WaitEmptied(TimeSpan patience)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_lock)
        {
            while (!_waiting || _items.Count > 0 || _completed)
            {
                var left = deadline - Environment.TickCount64;
                if (left <= 0)
                    return false;
                Monitor.Wait(_lock, (int)left);
            }

            return true;
        }
    }

    private void Set(ref bool flag)
    {
        lock (_lock)
        {
            flag = true;
            Monitor.PulseAll(_lock);
        }
    }
}
