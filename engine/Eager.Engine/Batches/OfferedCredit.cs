namespace Eager.Engine.Batches;

/// <summary>
/// Credits of the statements that were offered and have not finished. Where execution waits for the end of the stream they go back at once, so
/// that the stream can come to its end.
/// </summary>
/// <param name="limit">Bytes of statements that may wait then.</param>
internal sealed class OfferedCredit(long limit)
{
    private long _unfinished;

    /// <summary>True once execution waits for the end of the stream.</summary>
    public bool IsReturnedAtOnce { get; private set; }

    /// <summary>True where more waits than may.</summary>
    public bool IsExceeded => IsReturnedAtOnce && _unfinished > limit;

    /// <summary>A statement arrived. Returns what goes back now.</summary>
    public long Offer(long credit)
    {
        _unfinished += credit;
        return IsReturnedAtOnce ? credit : 0;
    }

    /// <summary>Statements have finished. Returns what goes back now.</summary>
    public long Finish(long credit)
    {
        _unfinished -= credit;
        return IsReturnedAtOnce ? 0 : credit;
    }

    /// <summary>Execution waits from now on. Returns what goes back now.</summary>
    public long ReturnAll()
    {
        if (IsReturnedAtOnce)
            return 0;
        IsReturnedAtOnce = true;
        return _unfinished;
    }
}
