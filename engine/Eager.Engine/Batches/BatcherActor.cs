using Akka.Actor;
using Eager.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Executions;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Events;
using Eager.Executions;
using static Eager.Engine.Batches.BatcherProtocol;

namespace Eager.Engine.Batches;

/// <summary>Sharing: chunker and executor meet here at their own pace, and the gate decides what goes when.</summary>
[Actor(typeof(BatcherProtocol))]
internal sealed partial class BatcherActor(SessionContext session, IGatePolicy gate, int slots, IActorRef executor) : UntypedActor
{
    private readonly BatchBuilder _builder = new(gate, slots);
    private IActorRef? _chunker;
    private StreamTail? _tail;
    private bool _cutting;

    [Handles]
    private void OnOfferStatement(OfferStatement message)
    {
        _chunker = Sender;
        _builder.Offer(message.Statement);
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
        Dispatch();
        executor.Tell(new ExecutorProtocol.ExecuteBatch(_builder.CutProbe(message.Extent, message.Text)));
    }

    [Handles]
    private void OnSlotFreed(SlotFreed message)
    {
        _builder.Finish();
        _chunker?.Tell(new ChunkerProtocol.CreditsReturned(StatementCredit.Of(message.Batch)));
        if (message is { Batch.Units: [{ Kind: UnitKind.Probe }], Outcome: UnitOutcome.Succeeded })
            _chunker?.Tell(ChunkerProtocol.ProbePassed.Instance);
        Dispatch();
    }

    [Handles]
    private void OnEndStatements(EndStatements message)
    {
        _tail = message.Tail;
        _builder.EndStream();
        Dispatch();
    }

    private void Dispatch()
    {
        if (_tail is not { Ending: ProgramEnding.Stopped })
            while (_builder.TryCut() is { } batch)
                Send(batch);
        if (_tail is { } tail && (tail.Ending == ProgramEnding.Stopped || _builder.Ready.Count == 0))
            EndProgram(tail);
    }

    private void Send(Batch batch)
    {
        session.Publish(new BatchDispatched(batch.Id, [.. batch.Units.Select(unit => unit.Statement!.Index)]));
        executor.Tell(new ExecutorProtocol.ExecuteBatch(batch));
    }

    private void EndProgram(StreamTail tail)
    {
        _tail = null;
        executor.Tell(new ExecutorProtocol.EndProgram(tail, [.. _builder.Ready]));
    }
}
