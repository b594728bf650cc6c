using Eager.Effects;
using Eager.Executions;
using Eager.Executors.CSharpWorker.Reporting;
using Eager.Executors.CSharpWorker.Wire;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Runs the program's code, one piece after the other, on the process's main thread. What follows is compiled meanwhile.</summary>
internal sealed class ProgramThread(UnitLedger ledger, ErrorReporter reporter, EffectGate gate)
{
    /// <summary>Pieces compiled ahead.</summary>
    private const int Ahead = 16;

    private const int Failed = 134;
    private const int NotCompiled = 1;

    private readonly WorkQueue _work = new(Ahead);
    private IReadOnlyList<int> _units = [];
    private int _at;
    private IReadOnlyList<Stretch> _stretches = [];
    private int _stretch;
    private long _started;
    private int? _status;
    private int? _abrupt;
    private bool _running;

    /// <summary>True where nothing runs and nothing waits to run, or soon so.</summary>
    public bool BecomesIdle(TimeSpan patience) => _work.WaitEmptied(patience);

    /// <summary>Hands over the next piece; waits while enough is compiled ahead.</summary>
    public void Enqueue(WorkItem item)
    {
        if (item is Refuse refused)
            gate.Close(refused.Error);
        _work.Add(item);
    }

    /// <summary>Nothing more arrives from the host.</summary>
    public void EndConversation() => _work.Complete();

    /// <summary>Runs until the program is over. Returns its exit status.</summary>
    public int Run()
    {
        RunningProgram.Marked = Mark;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        var complete = false;
        while (_work.Take() is { } item)
        {
            if (item is EndProgram end)
                complete = end.IsComplete;
            else if (!ledger.IsOver)
                Do(item);
            StayLastExitHandler();
        }

        return End(complete);
    }

    /// <summary>Ends as if the process did, whose exit is another program's.</summary>
    public void EndWithoutExit()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        OnExit(null, EventArgs.Empty);
    }

    private void Do(WorkItem item)
    {
        if (item is Refuse refused)
        {
            _abrupt = NotCompiled;
            ledger.End(refused.Unit, UnitOutcome.Failed, refused.Error, WorkerClock.Nanoseconds(), () => ErrorReporter.Print(refused.Error.Traceback));
            return;
        }

        var code = (RunCode)item;
        (_units, _at) = (code.CodeUnits, 0);
        (_stretches, _stretch) = (code.Stretches, 0);
        if (_units.Count > 0)
            ledger.PassThrough(_units[0] - 1);
        _started = WorkerClock.Nanoseconds();
        _running = true;
        try
        {
            Pass();
            var result = code.Entry();
            if (result is ProgramExit exit && !code.ShowsResult)
                _status = exit.Status;
            else if (code.ShowsResult)
                ledger.Show(Current, reporter.Format(result));
            Finish(code, result);
        }
        catch (ProgramRefused)
        {
            _abrupt = Failed;
        }
        catch (Exception error)
        {
            Fail(error);
        }

        _running = false;
    }

    private int? Current => _at < _units.Count ? _units[_at] : null;

    private void Finish(RunCode code, object? result)
    {
        if (result is ProgramExit)
        {
            if (_at < _units.Count - 1 || code.LastUnit < ledger.Received)
                ledger.End(Current, UnitOutcome.Exited, null, _started);
            return;
        }

        if (Current is { } unit && unit <= code.LastUnit)
            ledger.Finish(unit, UnitOutcome.Succeeded, _started, WorkerClock.Nanoseconds());
        ledger.PassThrough(code.LastUnit);
    }

    private void Mark()
    {
        if (_at < _units.Count - 1)
        {
            ledger.Finish(_units[_at], UnitOutcome.Succeeded, _started, WorkerClock.Nanoseconds());
            ledger.PassThrough(_units[++_at] - 1);
            _started = WorkerClock.Nanoseconds();
        }

        _stretch++;
        Pass();
    }

    /// <summary>Waits where what comes next may not happen before the program is whole.</summary>
    private void Pass()
    {
        if (_stretch >= _stretches.Count || gate.Judge(_stretches[_stretch].Uses) is not { } met)
            return;
        if (met.Rule == EffectRule.Deny)
        {
            var denied = ErrorReporter.Denied(met, _stretches[_stretch]);
            ledger.End(Current, UnitOutcome.Failed, denied, _started, () => ErrorReporter.Print(denied.Traceback));
            throw new ProgramRefused();
        }

        ledger.Hold(Current, met);
        _work.Widen();
        var verdict = gate.Wait();
        if (!verdict.IsWhole)
        {
            ledger.EndHeld(verdict.Error, () => ErrorReporter.Print(verdict.Error?.Traceback ?? ""));
            Descriptors.EndNow(verdict.Error is null ? _status ?? Environment.ExitCode : NotCompiled);
        }

        ledger.Resume();
    }

    private void Fail(Exception error)
    {
        _abrupt = Failed;
        var thrown = DisposeAll(error);
        var described = reporter.Describe(thrown);
        ledger.End(Current, UnitOutcome.Failed, described, _started, () => reporter.PrintUnhandled(thrown, described.Traceback));
    }

    /// <summary>Disposes of all resources; an exception from one of them takes the place of that before it.</summary>
    private static Exception DisposeAll(Exception error)
    {
        while (true)
        {
            try
            {
                RunningProgram.Dispose();
                return error;
            }
            catch (Exception next)
            {
                error = next;
            }
        }
    }

    private int End(bool complete)
    {
        if (_abrupt is null && complete)
        {
            _units = [];
            try
            {
                RunningProgram.Dispose();
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }

        if (_abrupt is not { } status)
            return _status ?? Environment.ExitCode;
        ledger.FinishProgram();
        Descriptors.EndNow(status);
        return status;
    }

    /// <summary>The program's own handlers come first.</summary>
    private void StayLastExitHandler()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The program is over: by its last line, or by <c>Environment.Exit</c> in the middle of a unit.</summary>
    private void OnExit(object? sender, EventArgs arguments)
    {
        if (_running)
            ledger.End(Current, UnitOutcome.Exited, null, _started);
        _work.Widen();
        _work.WaitCompleted();
        ledger.FinishProgram();
    }
}
