namespace Eager.Executors.CSharpWorker.Running;

/// <summary>What is compiled and has not run. One thread adds and waits while it is full; another takes.</summary>
internal sealed class WorkQueue(int capacity)
{
    private readonly Queue<WorkItem> _items = new();
    private readonly object _lock = new();
    private bool _completed;
    private bool _abandoned;

    public void Add(WorkItem item)
    {
        lock (_lock)
        {
            while (_items.Count >= capacity && !_abandoned)
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
            while (_items.Count == 0 && !_completed)
                Monitor.Wait(_lock);
            Monitor.PulseAll(_lock);
            return _items.TryDequeue(out var item) ? item : null;
        }
    }

    /// <summary>Nothing more is added.</summary>
    public void Complete() => Set(ref _completed);

    /// <summary>Nobody takes any more: whoever adds does not wait.</summary>
    public void Abandon() => Set(ref _abandoned);

    /// <summary>Waits until nothing more is added.</summary>
    public void WaitCompleted()
    {
        lock (_lock)
            while (!_completed)
                Monitor.Wait(_lock);
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
