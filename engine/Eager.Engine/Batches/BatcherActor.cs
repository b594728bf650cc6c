using Akka.Actor;
using Eager.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Executions;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;
using static Eager.Engine.Batches.BatcherProtocol;

namespace Eager.Engine.Batches;

/// <summary>Sharing: chunker and executor meet here at their own pace, and the gate decides what goes when.</summary>
[Actor(typeof(BatcherProtocol))]
internal sealed partial class BatcherActor(
    SessionContext session, SessionLimits limits, ErrorPolicy onError, IGatePolicy gate, PublishedGate? published, BackendCapabilities backend, IActorRef executor)
    : UntypedActor
{
    private readonly BatchBuilder _builder = new(gate, backend.Slots, limits.QueuedStatementBytes);
    private readonly OfferedCredit _credit = new(limits.HeldStatementBytes);
    private IActorRef? _chunker;
    private StreamTail? _tail;
    private int _offered;
    private bool _cutting;
    private bool _probing;
    private bool _backendWaits;
    private bool _over;
    private bool _ended;

    private string TooMuchHeld => $"more than {limits.HeldStatementBytes} bytes of the program wait behind an effect that is held until its end";

    [Handles]
    private void OnOfferStatement(OfferStatement message)
    {
        _chunker = Sender;
        _offered++;
        Return(_credit.Offer(StatementCredit.Of(message.Statement)));
        if (_credit.IsExceeded)
            _chunker.Tell(new ChunkerProtocol.Halt(InterruptReason.Limit, TooMuchHeld));
        foreach (var statement in published?.Offer(message.Statement) ?? [message.Statement])
            _builder.Offer(statement);
        if (published is { Holds: true })
            Return(_credit.ReturnAll());
        if (_cutting)
            return;
        _cutting = true;
        Self.Tell(Cut.Instance);
    }

    /// <summary>Statements that one feed released stand in the mailbox together and travel together.</summary>
    [Handles]
    private void OnCut(Cut message)
    {
        _cutting = false;
        Dispatch();
    }

    [Handles]
    private void OnOfferProbe(OfferProbe message)
    {
        _chunker = Sender;
        _builder.OfferProbe(message.Extent, message.Text);
        _probing = true;
        if (_backendWaits)
            AnswerProbe(UnitOutcome.Succeeded);
        Dispatch();
    }

    [Handles]
    private void OnSlotFreed(SlotFreed message)
    {
        _builder.Finish(message.Batch, message.Timing);
        Return(_credit.Finish(StatementCredit.Of(message.Batch)));
        if (message.Batch.Units is [{ Kind: UnitKind.Probe }] && _probing)
            AnswerProbe(message.Outcome);
        _over |= IsOver(message.Outcome);
        Dispatch();
        if (backend.OpensBlocks && _builder.IsIdle && _tail is null)
            _chunker?.Tell(new ChunkerProtocol.ExecutorReached(_offered));
    }

    [Handles]
    private void OnHeld(Held message)
    {
        _backendWaits = true;
        _builder.SendEverything();
        Return(_credit.ReturnAll());
        if (_probing)
            AnswerProbe(UnitOutcome.Succeeded);
        Dispatch();
    }

    [Handles]
    private void OnEndStatements(EndStatements message)
    {
        _tail = message.Tail;
        if (message.Tail.Ending != ProgramEnding.Stopped)
        {
            foreach (var statement in published?.End(message.Tail.Ending == ProgramEnding.Complete) ?? [])
                _builder.Offer(statement);
        }

        _builder.EndStream();
        Dispatch();
    }

    private void Dispatch()
    {
        var over = _over || _tail is { Ending: ProgramEnding.Stopped };
        while (!over && _builder.TryCut(session.Now) is { } batch)
            Send(batch);
        if (_tail is { } tail && !_ended && (over || _builder.IsEmpty))
            EndProgram(tail);
    }

    /// <summary>True where the session stops the stream for that, which may be on its way here still. A stream that is read on is skipped by the backend.</summary>
    private bool IsOver(UnitOutcome outcome) =>
        outcome == UnitOutcome.Interrupted || (outcome != UnitOutcome.Succeeded && onError == ErrorPolicy.Interrupt);

    private void Send(Batch batch)
    {
        int[] statements = [.. batch.Units.Select(unit => unit.Statement).OfType<Statement>().Select(statement => statement.Index)];
        if (statements.Length > 0)
            session.Publish(new BatchDispatched(batch.Id, statements));
        executor.Tell(new ExecutorProtocol.ExecuteBatch(batch));
    }

    private void EndProgram(StreamTail tail)
    {
        _ended = true;
        executor.Tell(new ExecutorProtocol.EndProgram(tail, [.. _builder.Ready, .. published?.Kept ?? []]));
    }

    /// <summary>The backend looks at the text itself and ends the program where it is wrong.</summary>
    private void AnswerProbe(UnitOutcome outcome)
    {
        _probing = false;
        _chunker?.Tell(new ChunkerProtocol.ProbeEnded(outcome));
    }

    private void Return(long credit)
    {
        if (credit > 0)
            _chunker?.Tell(new ChunkerProtocol.CreditsReturned(credit));
    }
}
