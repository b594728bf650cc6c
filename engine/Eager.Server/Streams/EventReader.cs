namespace Eager.Server.Streams;

/// <summary>A place in an execution's events.</summary>
internal sealed class EventReader(EventLog log, long next) : ILineReader, IDisposable
{
    private readonly CancellationTokenSource _letGo = new();

    /// <summary>Number of the first event that has not been passed on.</summary>
    public long Next { get; set; } = next;

    public bool IsLetGo => _letGo.IsCancellationRequested;

    /// <summary>Cancelled when the reader has held its program back for too long.</summary>
    public CancellationToken LetGoToken => _letGo.Token;

    /// <summary>The next events, at least one; none where nothing more comes. <see cref="Passed"/> when they were passed on.</summary>
    public ValueTask<IReadOnlyList<byte[]>> TakeAsync(CancellationToken cancellationToken) => log.TakeAsync(this, cancellationToken);

    public long NumberOf(int index) => Next + index;

    public void Passed(int count) => log.Passed(this, Next + count);

    /// <summary>Whoever waits goes on outside of the log's lock.</summary>
    public void LetGo() => _ = _letGo.CancelAsync();

    public void Dispose()
    {
        log.Close(this);
        _letGo.Dispose();
    }
}
