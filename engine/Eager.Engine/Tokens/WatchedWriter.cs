using System.IO.Pipelines;

namespace Eager.Engine.Tokens;

/// <summary>Shows what is written to a pipe to somebody beside its reader.</summary>
/// <param name="inner">The pipe.</param>
/// <param name="watcher">Who sees it.</param>
/// <param name="now">Time since the session opened.</param>
internal sealed class WatchedWriter(PipeWriter inner, ICodeWatcher watcher, Func<TimeSpan> now) : PipeWriter
{
    private Memory<byte> _memory;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes)
    {
        watcher.Arrived(_memory.Span[..bytes], now());
        _memory = _memory[bytes..];
        inner.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        watcher.Arrived(source.Span, now());
        return inner.WriteAsync(source, cancellationToken);
    }

    public override void Complete(Exception? exception = null)
    {
        watcher.Ended();
        inner.Complete(exception);
    }
}
