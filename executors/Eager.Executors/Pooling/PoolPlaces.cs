namespace Eager.Executors.Pooling;

/// <summary>The places of a pool: a worker takes one from before its start to after its end. Who finds none can wait in line.</summary>
internal sealed class PoolPlaces(int maximum)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _line = new();
    private int _taken;

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many stand in line.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _line.Count;
        }
    }

    public bool TryTake()
    {
        lock (_lock)
        {
            if (_taken == maximum)
                return false;
            _taken++;
            return true;
        }
    }

    /// <summary>Completes with a place taken.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_taken < maximum)
            {
                _taken++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _line.AddLast(turn);
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => Leave(turn, cancellationToken), null).ConfigureAwait(false);
        await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a place back, or on to the first in line.</summary>
    public void Free()
    {
        lock (_lock)
        {
            if (_line.First is not { } first)
            {
                _taken--;
                return;
            }

            _line.RemoveFirst();
            first.Value.SetResult();
        }
    }

    private void Leave(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_line.Remove(turn))
                turn.SetCanceled(cancellationToken);
        }
    }
}
