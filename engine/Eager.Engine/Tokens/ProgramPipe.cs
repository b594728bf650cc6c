using System.IO.Pipelines;

namespace Eager.Engine.Tokens;

/// <summary>
/// Bytes of a program on their way between two owners. A bare pipe drops what is unread when its writer completes with an exception; this one
/// delivers everything and then says how it ended, so that what runs of a cut-off program does not depend on timing.
/// </summary>
internal sealed class ProgramPipe
{
    private readonly EndingWriter _writer;

    /// <param name="capacity">Bytes at which the writer waits; it goes on at half of that.</param>
    public ProgramPipe(int capacity)
    {
        // Whoever waits to read only sends itself a message: it does that on the producer's thread instead of another one.
        var pipe = new Pipe(new PipeOptions(
            new KeptBlock(), PipeScheduler.Inline, pauseWriterThreshold: capacity, resumeWriterThreshold: capacity / 2,
            minimumSegmentSize: KeptBlock.Size, useSynchronizationContext: false));
        Reader = pipe.Reader;
        _writer = new EndingWriter(pipe.Writer);
    }

    public PipeReader Reader { get; }

    public PipeWriter Writer => _writer;

    /// <summary>Why the writer broke off, once the reader has seen the end; null where the program is complete.</summary>
    public Exception? CutOff => _writer.CutOff;

    private sealed class EndingWriter(PipeWriter inner) : PipeWriter
    {
        private int _completed;

        public Exception? CutOff { get; private set; }

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);

        public override void Complete(Exception? exception = null)
        {
            if (Interlocked.Exchange(ref _completed, 1) != 0)
                return;
            CutOff = exception;
            inner.Complete();
        }
    }
}
