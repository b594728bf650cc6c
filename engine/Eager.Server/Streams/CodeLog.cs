using System.Buffers;
using Eager.Engine.Tokens;

namespace Eager.Server.Streams;

/// <summary>The code of one execution as it arrived, for whoever wants to see it. It keeps so many bytes and holds nobody back: what is beyond is counted only.</summary>
internal sealed class CodeLog(int capacity) : ICodeWatcher
{
    /// <summary>What arrives within this time is one arrival.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(2);

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly List<CodeArrival> _arrivals = [];
    private TaskCompletionSource? _changed;
    private bool _ended;

    /// <summary>Bytes that arrived, kept or not.</summary>
    public long Length { get; private set; }

    /// <inheritdoc/>
    public void Arrived(ReadOnlySpan<byte> code, TimeSpan at)
    {
        lock (_lock)
        {
            Length += code.Length;
            code = code[..Math.Min(code.Length, capacity - _kept.WrittenCount)];
            if (code.IsEmpty)
                return;
            _kept.Write(code);
            if (_arrivals.Count > 0 && at - _arrivals[^1].At < Together)
                _arrivals[^1] = _arrivals[^1] with { End = _kept.WrittenCount };
            else
                _arrivals.Add(new CodeArrival(_kept.WrittenCount, at));
            Signal();
        }
    }

    /// <inheritdoc/>
    public void Ended()
    {
        lock (_lock)
        {
            _ended = true;
            Signal();
        }
    }

    /// <summary>All that is kept at this time.</summary>
    public byte[] Snapshot()
    {
        lock (_lock)
            return _kept.WrittenSpan.ToArray();
    }

    /// <summary>What arrived from there on, at least one piece; none where nothing more comes.</summary>
    internal async ValueTask<IReadOnlyList<CodePiece>> TakeAsync(long from, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (from < _kept.WrittenCount)
                    return Pieces((int)from);
                if (_ended)
                    return [];
                changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private List<CodePiece> Pieces(int from)
    {
        var pieces = new List<CodePiece>();
        for (var i = FirstBehind(from); i < _arrivals.Count; i++)
        {
            var (end, at) = _arrivals[i];
            pieces.Add(new CodePiece(from, at, _kept.WrittenSpan[from..end].ToArray()));
            from = end;
        }

        return pieces;
    }

    /// <summary>Index of the first arrival that ends behind a place.</summary>
    private int FirstBehind(int place)
    {
        var found = _arrivals.BinarySearch(new CodeArrival(place, default), Comparer<CodeArrival>.Create((a, b) => a.End.CompareTo(b.End)));
        return found < 0 ? ~found : found + 1;
    }

    private void Signal()
    {
        _changed?.TrySetResult();
        _changed = null;
    }
}
