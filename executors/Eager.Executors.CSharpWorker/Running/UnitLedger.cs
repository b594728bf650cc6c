using Eager.Executions;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Answers units in order, each once. Whatever thread learns that the program is over, all that is left is answered as skipped.</summary>
internal sealed class UnitLedger(Action<WorkerFrame> send)
{
    private readonly Lock _lock = new();
    private int _received;
    private int _answered;
    private bool _over;
    private bool _programError;
    private bool _finished;
    private bool _abandoned;
    private bool _complete;
    private uint? _held;
    private Action? _interruption;

    /// <summary>True once nothing more may run.</summary>
    public bool IsOver => Volatile.Read(ref _over);

    public int Received => Volatile.Read(ref _received);

    public int Answered => Volatile.Read(ref _answered);

    public void Receive(int unit)
    {
        lock (_lock)
        {
            _received = unit + 1;
            if (_over)
                SkipRest();
            else if (_interruption is not null)
                EndInterrupted(_interruption);
        }
    }

    /// <summary>No unit follows.</summary>
    public void EndReceiving()
    {
        lock (_lock)
        {
            _complete = true;
            if (!_over && _interruption is not null)
                EndInterrupted(_interruption);
        }
    }

    /// <summary>Ends the program as interrupted: at once, or with what arrives next where <paramref name="isIdle"/>.</summary>
    /// <param name="isIdle">True where nothing runs.</param>
    /// <param name="endProcess">Called when all is answered.</param>
    public void Interrupt(bool isIdle, Action endProcess)
    {
        lock (_lock)
        {
            if (isIdle && _answered == _received && !_over && !_complete)
                _interruption = endProcess;
            else
                EndInterrupted(endProcess);
        }
    }

    /// <summary>Answers units up to and with <paramref name="unit"/> that have nothing to run.</summary>
    public void PassThrough(int unit)
    {
        lock (_lock)
        {
            var now = WorkerClock.Nanoseconds();
            while (!_over && _answered <= unit && _answered < _received)
                Answer(UnitOutcome.Succeeded, now, now);
        }
    }

    /// <summary>Answers a unit. One that was answered before, because it was kept back, is left alone.</summary>
    public void Finish(int unit, UnitOutcome outcome, long startedNs, long finishedNs)
    {
        lock (_lock)
        {
            if (!_over && unit == _answered && unit < _received)
                Answer(outcome, startedNs, finishedNs);
        }
    }

    /// <summary>Ends the program with an error, or an exit where there is none. <paramref name="report"/> runs between the error and the answer.</summary>
    public void End(int? unit, UnitOutcome outcome, ProgramError? error, long startedNs, Action? report = null)
    {
        lock (_lock)
        {
            if (_over)
                return;
            if (unit is { } named)
                PassThrough(named - 1);
            var ofUnit = unit == _answered && unit < _received;
            if (error is not null)
                send(new ErrorFrame(ofUnit ? (uint)_answered : null, error));
            _programError = error is not null && !ofUnit;
            report?.Invoke();
            if (ofUnit)
                Answer(outcome, startedNs, WorkerClock.Nanoseconds());
            _over = true;
            SkipRest();
        }
    }

    /// <summary>Says that the program is over, once.</summary>
    public void FinishProgram()
    {
        lock (_lock)
        {
            if (_finished)
                return;
            _finished = _over = true;
            SkipRest();
            send(new ProgramFinishedFrame(_programError));
        }
    }

    /// <summary>A unit stands before an effect that waits.</summary>
    public void Hold(int? unit, MetEffect effect)
    {
        lock (_lock)
        {
            _held = unit == _answered && unit < _received ? (uint)_answered : null;
            send(new HeldFrame(_held, effect.Class, effect.What, WorkerClock.Nanoseconds()));
        }
    }

    /// <summary>The effect that waited happens.</summary>
    public void Resume()
    {
        lock (_lock)
            send(new ResumedFrame(_held, WorkerClock.Nanoseconds()));
    }

    /// <summary>Ends a program whose effect waited: neither its unit nor what is behind it is answered.</summary>
    /// <param name="error">What is wrong with the program; null where it broke off.</param>
    /// <param name="report">Runs between the error and the end.</param>
    public void EndHeld(ProgramError? error, Action? report)
    {
        lock (_lock)
        {
            if (_over)
                return;
            _over = _finished = _abandoned = true;
            if (error is not null)
                send(new ErrorFrame(null, error));
            report?.Invoke();
            send(new ProgramFinishedFrame(error is not null));
        }
    }

    public void Show(int? unit, string text)
    {
        lock (_lock)
            send(new DisplayFrame(unit == _answered && unit < _received ? (uint)_answered : null, Result: true, new Dictionary<string, string> { ["text/plain"] = text }));
    }

    private void EndInterrupted(Action endProcess)
    {
        End(_answered, UnitOutcome.Interrupted, new ProgramError("Interrupt", "", "", null), WorkerClock.Nanoseconds());
        FinishProgram();
        endProcess();
    }

    private void SkipRest()
    {
        var now = WorkerClock.Nanoseconds();
        while (_answered < _received && !_abandoned)
            Answer(UnitOutcome.Skipped, now, now);
    }

    private void Answer(UnitOutcome outcome, long startedNs, long finishedNs) =>
        send(new UnitFinishedFrame((uint)_answered++, outcome, startedNs, finishedNs));
}
