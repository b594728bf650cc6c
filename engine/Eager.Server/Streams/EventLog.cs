using Eager.Server.Problems;

namespace Eager.Server.Streams;

/// <summary>
/// The events of one execution, kept for readers that come late or come back. One writer, any number of readers. It holds so many bytes; where the
/// oldest event has to go and a reader still needs it, the writer waits, and with it the program, until the reader has taken it or is let go.
/// </summary>
internal sealed class EventLog(int capacity, TimeSpan slowReaderDeadline, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LineRing _kept = new();
    private readonly List<EventReader> _readers = [];
    private TaskCompletionSource? _changed;
    private TaskCompletionSource? _taken;
    private bool _completed;
    private bool _released;

    /// <summary>Number of the event after the last.</summary>
    public long Next
    {
        get
        {
            lock (_lock)
                return _kept.Next;
        }
    }

    /// <summary>Adds the next event; returns when there is room for it.</summary>
    public async ValueTask AppendAsync(byte[] line)
    {
        while (true)
        {
            Task taken;
            lock (_lock)
            {
                if (TryMakeRoom(line.Length))
                {
                    _kept.Add(line);
                    Signal(ref _changed);
                    return;
                }

                taken = Wait(ref _taken);
            }

            try
            {
                await taken.WaitAsync(slowReaderDeadline, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                LetGo();
            }
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            Signal(ref _changed);
        }
    }

    /// <summary>From here on the writer waits for nobody.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _released = true;
            Signal(ref _taken);
        }
    }

    /// <summary>Opens a reader at an event.</summary>
    /// <exception cref="ProblemException">The event is not kept any more.</exception>
    public EventReader Open(long from)
    {
        lock (_lock)
        {
            if (from < _kept.First)
                throw Problem.EventsGone.With($"the oldest event that is kept has the number {_kept.First}");
            var reader = new EventReader(this, Math.Min(from, _kept.Next));
            _readers.Add(reader);
            return reader;
        }
    }

    /// <summary>Events from there on, at least one; none where nothing more comes.</summary>
    /// <exception cref="SlowReaderException">The reader was let go.</exception>
    internal async ValueTask<IReadOnlyList<byte[]>> TakeAsync(EventReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (reader.IsLetGo)
                    throw new SlowReaderException();
                if (reader.Next < _kept.Next)
                    return _kept.From(reader.Next);
                if (_completed)
                    return [];
                changed = Wait(ref _changed);
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The reader has passed on events up to there.</summary>
    internal void Passed(EventReader reader, long next)
    {
        lock (_lock)
        {
            reader.Next = next;
            Signal(ref _taken);
        }
    }

    internal void Close(EventReader reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
            Signal(ref _taken);
        }
    }

    /// <summary>Most signals are waited for by nobody, and cost nothing.</summary>
    private static Task Wait(ref TaskCompletionSource? signal) =>
        (signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Signal(ref TaskCompletionSource? signal)
    {
        signal?.TrySetResult();
        signal = null;
    }

    private bool TryMakeRoom(int length)
    {
        while (_kept.Count > 0 && _kept.Bytes + length > capacity)
        {
            if (!_released && _readers.Exists(reader => reader.Next <= _kept.First))
                return false;
            _kept.DropFirst();
        }

        return true;
    }

    /// <summary>Whoever holds the writer back has had its time.</summary>
    private void LetGo()
    {
        lock (_lock)
        {
            foreach (var reader in _readers.Where(reader => reader.Next <= _kept.First))
                reader.LetGo();
            _readers.RemoveAll(reader => reader.IsLetGo);
        }
    }
}
