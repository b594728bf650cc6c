using Eager.Executions;

namespace Eager.Engine.Executions.Limits;

/// <summary>
/// How long the unit and the batch that run have run. A unit begins when it was submitted or when the one before it ended, whichever is later; what an
/// ended program still holds runs as one more. Thread-safe.
/// </summary>
internal sealed class UnitDeadlines(TimeSpan? unitLimit, TimeSpan? batchLimit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<(int Unit, bool BeginsBatch)> _waiting = new();
    private long? _unitBegan;
    private long? _batchBegan;
    private long? _heldSince;
    private bool _ending;

    /// <summary>The unit that runs; null where none does.</summary>
    public int? Unit
    {
        get
        {
            lock (_lock)
                return _waiting.TryPeek(out var first) ? first.Unit : null;
        }
    }

    public void Submit(IReadOnlyList<ExecutionUnit> units)
    {
        lock (_lock)
        {
            var began = _waiting.Count == 0;
            for (var i = 0; i < units.Count; i++)
                _waiting.Enqueue((units[i].Id, i == 0));
            if (began)
                Begin();
        }
    }

    /// <summary>No unit follows.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ending = true;
            if (_waiting.Count == 0)
                Begin();
        }
    }

    public void Finished()
    {
        lock (_lock)
        {
            _waiting.TryDequeue(out _);
            Begin();
        }
    }

    /// <summary>The program is over: nothing is timed any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _waiting.Clear();
            (_unitBegan, _batchBegan, _ending) = (null, null, false);
        }
    }

    public void Hold()
    {
        lock (_lock)
            _heldSince ??= time.GetTimestamp();
    }

    public void Resume()
    {
        lock (_lock)
        {
            if (_heldSince is not { } since)
                return;
            var held = time.GetTimestamp() - since;
            (_unitBegan, _batchBegan, _heldSince) = (_unitBegan + held, _batchBegan + held, null);
        }
    }

    /// <summary>The limit that is reached, or null and how long it takes until one may be; null too where nothing runs.</summary>
    public LimitReached? Reached(out TimeSpan? next)
    {
        lock (_lock)
        {
            next = null;
            if (_heldSince is not null)
                return null;
            return Check(LimitKind.StatementDuration, unitLimit, _unitBegan, ref next) ?? Check(LimitKind.BatchDuration, batchLimit, _batchBegan, ref next);
        }
    }

    private LimitReached? Check(LimitKind kind, TimeSpan? limit, long? began, ref TimeSpan? next)
    {
        if (limit is not { } allowed || began is not { } since)
            return null;
        var used = time.GetElapsedTime(since);
        if (used >= allowed)
            return new LimitReached(kind, allowed.TotalSeconds, used.TotalSeconds, EndsProgram: true) { UnitId = _waiting.TryPeek(out var first) ? first.Unit : null };
        var left = allowed - used;
        next = next is { } other && other < left ? other : left;
        return null;
    }

    private void Begin()
    {
        var now = time.GetTimestamp();
        if (_waiting.TryPeek(out var first))
        {
            _unitBegan = now;
            if (first.BeginsBatch || _batchBegan is null)
                _batchBegan = now;
        }
        else
        {
            _unitBegan = _batchBegan = _ending ? now : null;
        }
    }
}
