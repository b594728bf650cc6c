using Akka.Actor;
using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Engine.Dispatch;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Pipeline.Supervision;
using Eager.Events;
using Eager.Executions;
using static Eager.Engine.Executions.ExecutorProtocol;

namespace Eager.Engine.Executions;

/// <summary>Failure boundary: whatever user code does to the backend arrives here as an event.</summary>
[Actor(typeof(ExecutorProtocol))]
internal sealed partial class ExecutorActor(SessionContext session, SessionLimits limits, SessionIdentity identity, IBackendSession backend)
    : UntypedActor
{
    /// <summary>How long a backend that took nothing more may take to say why, while it is silent.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(2);

    private readonly BackendCalls _backend = new(backend);
    private readonly ExecutionLedger _ledger = new();
    private readonly OutputLog _output = new();
    private readonly EventWindow _events = new(limits.EventWindow);
    private readonly Queue<Batch> _unsent = new();
    private readonly CancellationTokenSource _stopping = new();
    private IActorRef? _batcher;
    private EndProgram? _end;
    private BackendClosed? _closed;
    private LimitReached? _limit;
    private long? _finishedAt;
    private bool _receiving;
    private bool _handingOver;
    private bool _endSent;
    private bool _refused;
    private long _heard;
    private bool _interrupted;
    private bool _errorReported;

    protected override void PreStart() => Receive();

    protected override void PostStop()
    {
        _stopping.Cancel();
        _output.Dispose();
    }

    [Handles]
    private void OnExecuteBatch(ExecuteBatch message)
    {
        _batcher = Sender;
        _ledger.Begin(message.Batch);
        if (_closed is not null)
        {
            Abandon();
            return;
        }

        _unsent.Enqueue(message.Batch);
        HandOver();
    }

    [Handles]
    private void OnEndProgram(EndProgram message)
    {
        _end = message;
        ReportError();
        HandOver();
        Conclude();
    }

    [Handles]
    private void OnInterrupt(Interrupt message)
    {
        _interrupted = true;
        _backend.InterruptAsync().PipeTo(
            Self, success: () => InterruptDelivered.Instance, failure: _ => InterruptDelivered.Instance);
    }

    [Handles]
    private void OnInterruptDelivered(InterruptDelivered message)
    {
    }

    [Handles]
    private void OnHandedOver(HandedOver message)
    {
        _handingOver = false;
        if (message.Failure is null)
            HandOver();
        else
            AwaitReason(message.Failure);
    }

    [Handles]
    private void OnSilenceLimitPassed(SilenceLimitPassed message)
    {
        if (_closed is not null)
            return;
        if (_receiving && message.Heard == _heard)
            Record(new BackendClosed(ExitStatus: null, message.Failure));
        else
            AwaitReason(message.Failure);
    }

    [Handles]
    private void OnBackendReported(BackendReported message)
    {
        _receiving = false;
        _heard++;
        if (_closed is null)
            Record(message.Event);
        Receive();
    }

    [Handles]
    private void OnBackendFaulted(BackendFaulted message)
    {
        if (_closed is null)
            Record(new BackendClosed(ExitStatus: null, message.Cause.Message));
    }

    [Handles]
    private void OnEventAccepted(EventAccepted message)
    {
        _events.Refund();
        Receive();
    }

    /// <summary>One thing at a time goes to the backend, in order; the end of the program after the last batch. What it takes at once costs no message.</summary>
    private void HandOver()
    {
        while (!_handingOver && !_refused && _closed is null && Next() is { } handing)
        {
            if (handing.IsCompletedSuccessfully)
                continue;
            _handingOver = true;
            handing.PipeTo(Self, success: () => new HandedOver(null), failure: cause => new HandedOver(cause.Message));
        }
    }

    private Task? Next()
    {
        if (_unsent.TryDequeue(out var batch))
            return _backend.SubmitAsync(batch.Units, _stopping.Token);
        if (_endSent || _end is not { Tail: var tail })
            return null;
        _endSent = true;
        return _backend.EndAsync(tail.Ending, tail.Text, _stopping.Token);
    }

    /// <summary>What follows a batch that was refused must not run. A backend that is gone says so by its last event; one that stays silent is lost.</summary>
    private void AwaitReason(string failure)
    {
        _refused = true;
        var passed = new SilenceLimitPassed(failure, _heard);
        Task.Delay(SilenceLimit, session.Time, _stopping.Token).PipeTo(Self, success: () => passed, failure: _ => passed);
    }

    private void Receive()
    {
        if (_receiving || _closed is not null || !_events.IsOpen)
            return;
        _receiving = true;
        _backend.ReceiveAsync(_stopping.Token).PipeTo(
            Self, success: received => new BackendReported(received), failure: cause => new BackendFaulted(cause));
    }

    private void Record(BackendEvent received)
    {
        switch (received)
        {
            case OutputReceived output:
                _output.Append(output, session.Now);
                Publish(new ProgramOutput(output.Stream, output.Bytes));
                break;
            case DisplayReceived display:
                Publish(new ProgramDisplay(_ledger.StatementOf(display.UnitId), display.IsResult, display.Data));
                break;
            case UnitHeld held:
                _ledger.HoldBack(held);
                _batcher?.Tell(BatcherProtocol.Held.Instance);
                Publish(new StatementHeld(_ledger.StatementOf(held.UnitId), held.Class, held.What, session.Since(held.At)));
                break;
            case UnitResumed resumed:
                _ledger.Hold.Resume(resumed.At);
                Publish(new StatementResumed(_ledger.StatementOf(resumed.UnitId), session.Since(resumed.At)));
                break;
            case LimitReached reached:
                Meet(reached);
                break;
            case ErrorRaised error:
                _ledger.Fail(error.UnitId, error.Error);
                Stop(InterruptReason.Error);
                break;
            case UnitFinished finished:
                Finish(finished);
                break;
            case ProgramFinished finished:
                _finishedAt = session.Time.GetTimestamp();
                if (finished.Error is not null)
                {
                    _ledger.Fail(unitId: null, finished.Error);
                    Stop(InterruptReason.Error);
                }

                ReportError();
                break;
            case BackendClosed closed:
                Close(closed);
                break;
        }
    }

    private void Meet(LimitReached reached)
    {
        Publish(new ProgramLimitReached(_ledger.StatementOf(reached.UnitId), reached with { UnitId = null }));
        if (!reached.EndsProgram)
            return;
        _limit ??= reached;
        Stop(InterruptReason.Limit);
    }

    /// <summary>
    /// Batches that can no longer run give their slots back, so that a stream that is read on is not held. Where changes are staged, the program is over
    /// when they stand.
    /// </summary>
    private void Close(BackendClosed closed)
    {
        _closed = closed;
        if (_finishedAt is null && closed.ExitStatus is { } status)
            _ledger.End(status);
        _finishedAt = closed.Staged is null ? _finishedAt ?? session.Time.GetTimestamp() : session.Time.GetTimestamp();
        _unsent.Clear();
        Abandon();
        Stop(closed switch
        {
            { LimitReached: true } => InterruptReason.Limit,
            { Loss: not null } => InterruptReason.BackendLost,
            _ => InterruptReason.Exit,
        });
        Conclude();
    }

    private void Abandon()
    {
        foreach (var batch in _ledger.Abandon())
            FreeSlot(batch, UnitOutcome.Skipped, timing: null);
    }

    private void FreeSlot(Batch batch, UnitOutcome outcome, BatchTiming? timing) =>
        _batcher.Tell(new BatcherProtocol.SlotFreed(batch, outcome, timing));

    private void Finish(UnitFinished finished)
    {
        if (_ledger.Finish(finished) is { } batch)
        {
            if (batch.Statements.Count > 0)
                Publish(new BatchFinished(batch.Batch.Id, batch.Outcome, [.. batch.Statements.Select(Timing)]));
            FreeSlot(batch.Batch, batch.Outcome, Timing(batch));
        }

        switch (finished.Outcome)
        {
            case UnitOutcome.Failed:
                Stop(InterruptReason.Error);
                break;
            case UnitOutcome.Exited:
                Stop(InterruptReason.Exit);
                break;
            case UnitOutcome.Interrupted:
                Stop(InterruptReason.User);
                break;
        }
    }

    /// <summary>An error is reported whole, once it is known where every part of the program stands.</summary>
    private void ReportError()
    {
        if (_errorReported || _end is null || (backend.Capabilities.StagesWrites && _closed is null))
            return;
        if (ErrorReportWriter.Write(_ledger, _end, _output, _closed?.Staged) is not { } report)
            return;
        _errorReported = true;
        Publish(new ProgramFailed(report));
    }

    private void Conclude()
    {
        if (_closed is null || _end is null)
            return;
        ReportError();
        var close = new ExecutionClose(_finishedAt!.Value, _closed.ExitStatus, _closed.Loss, _interrupted)
        {
            LimitReached = _closed.LimitReached || _limit is not null,
            Limit = _limit is null ? null : $"the program reached its limit of {_limit.Words}",
            Staged = _closed.Staged,
        };
        var summary = SummaryWriter.Write(session, identity, _ledger, _output, _end, close);
        Context.Parent.Tell(new SessionProtocol.ExecutionEnded(summary));
    }

    private void Stop(InterruptReason reason) => Context.Parent.Tell(new SessionProtocol.ExecutionStopped(reason));

    private void Publish(SessionEvent published) => session.Publish(published, _events, Self, EventAccepted.Instance);

    private BatchTiming? Timing(FinishedBatch batch) =>
        batch.Statements is [var first, ..] && batch.Statements[^1] is var last && last.Outcome != UnitOutcome.Skipped
            ? new BatchTiming(session.Since(first.StartedAt), session.Since(last.FinishedAt))
            : null;

    private StatementTiming Timing(ExecutedStatement executed) =>
        new(executed.Index, executed.Outcome, session.Since(executed.StartedAt), session.Since(executed.FinishedAt));
}
