using Eager.Executions;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>What a worker may say when, and what it means. Pure: it sees frames, no process.</summary>
internal sealed class WorkerConversation(WorkerClock clock)
{
    private int _submitted;
    private int _next;
    private ProgramError? _programError;

    /// <summary>True once the worker has said that the program is over.</summary>
    public bool ProgramFinished { get; private set; }

    /// <summary>True once the worker has said that what the program changes in its working directory is to stand.</summary>
    public bool Kept { get; private set; }

    /// <summary>A unit is on its way. May be called from another thread than <see cref="Interpret"/>, before the worker can have seen the unit.</summary>
    /// <exception cref="ArgumentException">The unit's number is not the one that is next.</exception>
    public void Submit(int id)
    {
        if (id != _submitted)
            throw new ArgumentException($"unit {id} was submitted where unit {_submitted} was due", nameof(id));
        Volatile.Write(ref _submitted, id + 1);
    }

    /// <summary>The event that a frame stands for; null where it announces one.</summary>
    /// <exception cref="WireException">The worker may not say this now.</exception>
    public BackendEvent? Interpret(WorkerFrame frame)
    {
        switch (frame)
        {
            case UnitFinishedFrame finished:
                RequireNext(finished.Id);
                return new UnitFinished(
                    _next++, finished.Outcome, clock.ToTimestamp(finished.StartedNs), clock.ToTimestamp(finished.FinishedNs));
            case ErrorFrame { Id: { } id } error:
                RequireNext(id);
                return new ErrorRaised(_next, error.Error);
            case DisplayFrame display:
                return new DisplayReceived(UnitOf(display.Id), display.Result, new MimeBundle(display.Data));
            case HeldFrame held:
                return new UnitHeld(UnitOf(held.Id), held.Class, held.What, clock.ToTimestamp(held.AtNs));
            case ResumedFrame resumed:
                return new UnitResumed(UnitOf(resumed.Id), clock.ToTimestamp(resumed.AtNs));
            case KeptFrame:
                Kept = true;
                return null;
            case ErrorFrame error:
                _programError = error.Error;
                return null;
            case ProgramFinishedFrame finished:
                if (ProgramFinished || finished.Error != _programError is not null)
                    throw new WireException("the end of the program does not fit what came before");
                ProgramFinished = true;
                return new ProgramFinished(_programError);
            default:
                throw new WireException("a second greeting");
        }
    }

    /// <summary>The unit that runs, where the frame names one.</summary>
    private int? UnitOf(uint? id)
    {
        if (id is null)
            return null;
        RequireNext(id.Value);
        return _next;
    }

    private void RequireNext(uint id)
    {
        if (id != (uint)_next || _next >= Volatile.Read(ref _submitted))
            throw new WireException($"unit {id} is reported where unit {_next} was due");
    }
}
