using System.Buffers;
using System.IO.Pipelines;
using Akka.Actor;
using Eager.Engine.Dispatch;
using static Eager.Engine.Tokens.TokenIngestProtocol;

namespace Eager.Engine.Tokens;

/// <summary>Failure boundary: whatever a producer sends or however it breaks off, the stages behind see code and one ending.</summary>
[Actor(typeof(TokenIngestProtocol))]
internal sealed partial class TokenIngestActor(ProgramPipe input, PipeWriter code) : UntypedActor
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
        foreach (var segment in buffer)
            code.Write(segment.Span);
        input.Reader.AdvanceTo(buffer.End);
        if (message.Result.IsCompleted)
            Stop(input.CutOff);
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
