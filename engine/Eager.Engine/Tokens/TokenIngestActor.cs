using System.Buffers;
using System.IO.Pipelines;
using Akka.Actor;
using Eager.Engine.Dispatch;
using Eager.Engine.Tokens.Decoding;
using static Eager.Engine.Tokens.TokenIngestProtocol;

namespace Eager.Engine.Tokens;

/// <summary>Failure boundary: whatever a producer sends or however it breaks off, the stages behind see code and one ending.</summary>
[Actor(typeof(TokenIngestProtocol))]
internal sealed partial class TokenIngestActor(ProgramPipe input, IStreamDecoder decoder, PipeWriter code) : UntypedActor
{
    private bool _reading;
    private bool _stopped;

    protected override void PreStart() => Read();

    protected override void PostStop() => Stop(new OperationCanceledException("the session was closed"));

    [Handles]
    private void OnBytesRead(BytesRead message)
    {
        _reading = false;
        if (_stopped)
            return;
        var buffer = message.Result.Buffer;
        var failure = Decode(buffer, message.Result.IsCompleted);
        input.Reader.AdvanceTo(buffer.End);
        if (failure is not null || decoder.Verdict is not null || message.Result.IsCompleted)
            Stop(failure ?? CutOff());
        else
            code.FlushAsync().AsTask().PipeTo(
                Self, success: flushed => new CodeForwarded(flushed.IsCompleted), failure: _ => new CodeForwarded(ReaderGone: true));
    }

    [Handles]
    private void OnBytesCutOff(BytesCutOff message)
    {
        _reading = false;
        Stop(message.Cause);
    }

    [Handles]
    private void OnCodeForwarded(CodeForwarded message)
    {
        if (message.ReaderGone)
            Stop(new OperationCanceledException("the chunker has ended"));
        else
            Read();
    }

    [Handles]
    private void OnStopReading(StopReading message) => Stop(new OperationCanceledException("the generation was interrupted"));

    /// <summary>Passes on what the bytes hold of the program. What the stream's format does not allow is where it breaks off.</summary>
    private StreamFormatException? Decode(in ReadOnlySequence<byte> bytes, bool isAll)
    {
        try
        {
            foreach (var segment in bytes)
                decoder.Decode(segment.Span, code);
            if (isAll && input.CutOff is null && decoder.Verdict is null)
                decoder.Complete(code);
            return null;
        }
        catch (StreamFormatException exception)
        {
            return exception;
        }
    }

    /// <summary>What the stream itself says about its end goes before how its carrier ended.</summary>
    private Exception? CutOff() => decoder.Verdict switch
    {
        { CutOff: { } reason } => new StreamFormatException(reason),
        { } => null,
        null => input.CutOff,
    };

    private void Read()
    {
        if (_stopped)
            return;
        _reading = true;
        input.Reader.ReadAsync().AsTask().PipeTo(Self, success: result => new BytesRead(result), failure: cause => new BytesCutOff(cause));
    }

    private void Stop(Exception? cutOff)
    {
        if (_stopped)
            return;
        _stopped = true;
        if (_reading)
            input.Reader.CancelPendingRead();
        input.Reader.Complete();
        code.Complete(cutOff);
    }
}
