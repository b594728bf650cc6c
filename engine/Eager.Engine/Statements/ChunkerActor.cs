using Akka.Actor;
using Eager.Engine.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Pipeline.Supervision;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;
using static Eager.Engine.Statements.ChunkerProtocol;

namespace Eager.Engine.Statements;

/// <summary>Confinement and failure boundary: the one owner of a native parser.</summary>
[Actor(typeof(ChunkerProtocol))]
internal sealed partial class ChunkerActor(
    SessionContext session, SessionLimits limits, IChunker chunker, bool asksNames, bool opensBlocks, bool speculates, CodeReader code, IActorRef batcher)
    : UntypedActor
{
    /// <summary>Bytes fed between two looks at the credits.</summary>
    private const int FeedSize = 4096;

    private readonly CreditWindow _statements = new(limits.QueuedStatementBytes);
    private readonly EventWindow _events = new(limits.EventWindow);
    private Action _wake = null!;
    private bool _executorWaits;
    private int _offered;
    private bool _reading;
    private SourceSpan? _probed;
    private bool _probing;
    private bool _ended;

    /// <summary>What stands behind suspect text costs no credit while it is held, but it is bounded all the same.</summary>
    private bool IsFullBehindProbe => _probing && chunker.Pending.Length >= limits.QueuedStatementBytes;

    protected override void PreStart()
    {
        _executorWaits = opensBlocks;
        var self = Self;
        _wake = () => self.Tell(CodeArrived.Instance);
        Read();
    }

    protected override void PostStop()
    {
        code.Stop();
        chunker.Dispose();
    }

    [Handles]
    private void OnCodeArrived(CodeArrived message)
    {
        _reading = false;
        if (_ended)
            return;
        var at = session.Time.GetTimestamp();
        if (code.Code.IsEmpty && !code.IsOver)
        {
            at = code.ArrivedAt;
            code.Decode();
        }

        try
        {
            Feed(at);
        }
        catch (StatementTooLongException e)
        {
            End(ProgramEnding.Stopped, at, InterruptReason.Limit, e.Message);
        }

        if (code.IsOver && code.Code.IsEmpty && !_ended)
            Finish(at);
        else
            Read();
    }

    [Handles]
    private void OnCreditsReturned(CreditsReturned message)
    {
        _statements.Refund(message.Bytes);
        Read();
    }

    [Handles]
    private void OnEventAccepted(EventAccepted message)
    {
        _events.Refund();
        Read();
    }

    [Handles]
    private void OnExecutorReached(ExecutorReached message)
    {
        _executorWaits = opensBlocks && !_ended && message.Statements == _offered;
        OpenPending(session.Time.GetTimestamp());
    }

    [Handles]
    private void OnProbeEnded(ProbeEnded message)
    {
        _probing = false;
        if (_ended)
            return;
        if (message.Outcome == UnitOutcome.Succeeded && chunker.Suspect is not null)
        {
            chunker.AcceptSuspect();
            Release(session.Time.GetTimestamp());
        }

        Read();
    }

    [Handles]
    private void OnHalt(Halt message)
    {
        if (!_ended)
            End(ProgramEnding.Stopped, session.Time.GetTimestamp(), message.Reason, message.LimitReached);
    }

    private void Read()
    {
        if (_reading || _ended || !_statements.IsOpen || !_events.IsOpen || IsFullBehindProbe)
            return;
        _reading = true;
        if (code.Code.IsEmpty && !code.IsOver)
            code.Await(_wake);
        else
            Self.Tell(CodeArrived.Instance);
    }

    /// <summary>Feeds while there is credit. Credit may be overdrawn by the statements of one step.</summary>
    private void Feed(long at)
    {
        while (!code.Code.IsEmpty && _statements.IsOpen && _events.IsOpen && !IsFullBehindProbe)
        {
            var slice = code.Code[..Math.Min(code.Code.Length, FeedSize)];
            chunker.Feed(slice);
            code.Advance(slice.Length);
            Release(at);
            OpenPending(at);
        }
    }

    /// <summary>What is still arriving runs in parts where the executor has nothing else to do; what is complete by then travels whole.</summary>
    private void OpenPending(long at)
    {
        if (!_executorWaits)
            return;
        chunker.Open(speculates);
        Release(at);
    }

    private void Release(long at)
    {
        while (chunker.TryRelease(out var boundary))
        {
            var statement = new Statement(boundary, chunker.Text(boundary.Extent).ToArray(), at)
            {
                Names = asksNames ? StatementNames.Of(chunker, boundary) : [],
            };
            _executorWaits = false;
            _offered++;
            _statements.Spend(StatementCredit.Of(statement));
            session.Publish(new StatementReleased(boundary), _events, Self, EventAccepted.Instance);
            batcher.Tell(new BatcherProtocol.OfferStatement(statement));
        }

        Probe();
    }

    /// <summary>
    /// Text that seems to be wrong is shown to the language's own compiler: it reports the error now instead of at the end, or takes the text.
    /// </summary>
    private void Probe()
    {
        if (_probing || (chunker.Suspect ?? WrongLines()) is not { } wrong || wrong == _probed)
            return;
        (_probing, _probed) = (true, wrong);
        batcher.Tell(new BatcherProtocol.OfferProbe(wrong, chunker.Text(wrong).ToArray()));
    }

    /// <summary>What is held up to the end of the line that cannot be right: the compiler's report shows the line whole.</summary>
    private SourceSpan? WrongLines()
    {
        if (chunker.ErrorAt is not { } error)
            return null;
        var pending = chunker.Pending;
        var text = chunker.Text(pending);
        var at = (int)(error - pending.Start);
        var lineEnd = text[at..].IndexOf((byte)'\n');
        if (lineEnd < 0)
            return null;
        var length = at + lineEnd + 1;
        return pending with { End = pending.Start + length, EndLine = pending.Line + text[..(length - 1)].Count((byte)'\n') };
    }

    private void Finish(long at)
    {
        if (code.CutOff is { } cause)
        {
            End(ProgramEnding.CutOff, at, cutOff: cause.Message);
            return;
        }

        chunker.Complete();
        Release(at);
        End(ProgramEnding.Complete, at);
    }

    private void End(
        ProgramEnding ending, long at, InterruptReason? interrupt = null, string? limitReached = null, string? cutOff = null)
    {
        _ended = true;
        code.Stop();
        if (interrupt is { } reason)
            session.Publish(new GenerationInterrupt(reason, chunker.Position));
        session.Publish(new StreamEnded(ending, chunker.Position, cutOff));
        var remainder = chunker.Pending;
        batcher.Tell(new BatcherProtocol.EndStatements(new StreamTail(
            ending, remainder, chunker.Text(remainder).ToArray(), at, cutOff, limitReached)));
        if (limitReached is not null)
            Context.Parent.Tell(new SessionProtocol.ExecutionStopped(InterruptReason.Limit));
    }
}
