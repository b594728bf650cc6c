using System.Text;
using Eager.Executions;
using Eager.Executors.Jupyter.Server;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>What a kernel says of the units that were sent to it, and what it means. Pure: it sees messages, no kernel.</summary>
internal sealed class KernelConversation(KernelClock clock, BackendSessionOptions options)
{
    private const long Never = long.MaxValue;

    private readonly Queue<KernelTask> _tasks = new();
    private readonly Queue<BackendEvent> _events = new();
    private readonly KernelPlaces _places = new(options.ProgramFile);
    private long _interruptedAt = Never;
    private long _deliveredAt = Never;
    private long _latest = long.MinValue;
    private int _running;
    private DisplayReceived? _result;

    /// <summary>Units that are not over.</summary>
    public int Count => _tasks.Count;

    /// <summary>True while it is asked whether a text is valid: what is behind it may not run before the answer.</summary>
    public bool IsProbing => _tasks.Any(task => task is { Unit.Kind: UnitKind.Probe, Outcome: null });

    /// <summary>Status of a program that failed, exited or was interrupted; null for one that goes on.</summary>
    public int? Status { get; private set; }

    /// <summary>An interrupt came too early for the unit that has begun by now: the kernel needs another.</summary>
    public bool InterruptIsDue { get; private set; }

    /// <summary>Notes that the user has interrupted. From any thread; true where something may run that the kernel can interrupt.</summary>
    public bool Interrupt(long at)
    {
        Interlocked.CompareExchange(ref _interruptedAt, at, Never);
        return Volatile.Read(ref _running) > 0;
    }

    /// <summary>The kernel has been interrupted by now. From any thread.</summary>
    public void Interrupted(long at) => Volatile.Write(ref _deliveredAt, at);

    /// <summary>Takes the next unit in order; null where it is not for the kernel, because the program is over or interrupted.</summary>
    public KernelRequest? Add(ExecutionUnit unit)
    {
        var task = new KernelTask(unit, clock.ToTimestamp(null));
        _tasks.Enqueue(task);
        if (Status is null && Volatile.Read(ref _interruptedAt) != Never && _running == 0)
            Finish(task, UnitOutcome.Interrupted, KernelError.Interrupted(task.FirstLine));
        else if (Status is not null)
            Finish(task, UnitOutcome.Skipped, error: null);
        if (task.Outcome is null)
        {
            Volatile.Write(ref _running, _running + 1);
            return task.Request;
        }

        task.IsIdle = true;
        Settle();
        return null;
    }

    /// <summary>The next event that is known; null where none is.</summary>
    public BackendEvent? Next() => _events.TryDequeue(out var next) ? next : null;

    /// <summary>The value of the program's last expression, where it has one.</summary>
    public DisplayReceived? TakeResult() => Status is null ? _result : null;

    /// <exception cref="KernelLostException">The kernel is gone.</exception>
    public void Interpret(KernelMessage message)
    {
        InterruptIsDue = false;
        var task = _tasks.FirstOrDefault(one => one.Request.Id == message.Parent);
        switch (message.Type)
        {
            case "stream":
                Print(message.Text("name") == "stderr" ? OutputStream.Stderr : OutputStream.Stdout, message.Text("text") ?? "");
                break;
            case "display_data" or "update_display_data" when options.Display && message.Forms() is { Count: > 0 } forms:
                _events.Enqueue(new DisplayReceived(UnitOf(task), IsResult: false, new MimeBundle(forms)));
                break;
            case "execute_result" when options.Display && message.Forms() is { Count: > 0 } forms:
                _result = new DisplayReceived(UnitId: null, IsResult: true, new MimeBundle(forms));
                break;
            case "status":
                See(message, task);
                break;
            case "execute_input" when task is not null && message.Number("execution_count") is { } cell:
                _places.Add(cell, task.FirstLine);
                break;
            case "error" when task is not null:
                task.Error = KernelError.Read(message, _places, task.FirstLine);
                break;
            case "execute_reply" when task is not null:
                SeeReply(message, task);
                break;
            case "is_complete_reply" when task is not null:
                task.FinishedAt = clock.ToTimestamp(message.Date);
                var invalid = message.Text("status") == "invalid" && Status is null;
                Finish(
                    task,
                    Status is not null ? UnitOutcome.Skipped : invalid ? UnitOutcome.Failed : UnitOutcome.Succeeded,
                    invalid ? KernelError.Invalid(options.ProgramFile, task.FirstLine) : null);
                break;
            default:
                // Comms, clear_output, echoes of the code: nothing that a program's output has a place for.
                break;
        }

        Settle();
    }

    /// <summary>What is executed at the program's end is no unit.</summary>
    private static int? UnitOf(KernelTask? task) => task?.Unit.Id is >= 0 and var id ? id : null;

    private void See(KernelMessage message, KernelTask? task)
    {
        switch (message.Text("execution_state"))
        {
            case "dead" or "restarting" or "autorestarting":
                throw new KernelLostException("the Jupyter kernel died: the program's state is lost");
            case "busy" when task is not null:
                task.StartedAt = clock.ToTimestamp(message.Date);
                if (task.Unit.Id >= 0)
                    _result = null;
                InterruptIsDue = task.StartedAt > Volatile.Read(ref _interruptedAt);
                break;
            case "idle" when task is not null:
                task.IsIdle = true;
                break;
            default:
                break;
        }
    }

    private void SeeReply(KernelMessage message, KernelTask task)
    {
        task.FinishedAt = clock.ToTimestamp(message.Date);
        switch (message.Text("status"))
        {
            case "ok":
                Finish(task, UnitOutcome.Succeeded, error: null);
                // An interrupt that came while it ran was the program's to handle.
                if (task.FinishedAt > Volatile.Read(ref _deliveredAt))
                    (_interruptedAt, _deliveredAt) = (Never, Never);
                break;
            case "error":
                var error = task.Error ?? KernelError.Read(message, _places, task.FirstLine);
                Finish(task, KernelError.IsExit(error) ? UnitOutcome.Exited : KernelError.IsInterrupt(error) ? UnitOutcome.Interrupted : UnitOutcome.Failed, error);
                break;
            default:
                Finish(task, UnitOutcome.Skipped, error: null);
                task.IsIdle = true;
                break;
        }
    }

    private void Finish(KernelTask task, UnitOutcome outcome, ProgramError? error)
    {
        (task.Outcome, task.Error) = (outcome, error);
        Status ??= outcome switch
        {
            UnitOutcome.Failed => 1,
            UnitOutcome.Exited => KernelError.ExitOf(error!).Status,
            UnitOutcome.Interrupted => 130,
            _ => null,
        };
    }

    /// <summary>Units end in order, each behind its output.</summary>
    private void Settle()
    {
        while (_tasks.TryPeek(out var task) && task.IsDone)
        {
            _tasks.Dequeue();
            if (task is { Outcome: UnitOutcome.Exited, Error: { } exit })
                Print(OutputStream.Stderr, KernelError.ExitOf(exit).Words);
            else if (task.Error is { } error && task.Outcome != UnitOutcome.Skipped)
            {
                // A script's interpreter prints it; a kernel leaves that to whoever listens.
                Print(OutputStream.Stderr, error.Traceback.TrimEnd('\n') + "\n");
                _events.Enqueue(new ErrorRaised(task.Unit.Id, error));
            }

            var started = Math.Max(Math.Max(_latest, task.SentAt), task.StartedAt ?? 0);
            _latest = Math.Max(started, task.FinishedAt ?? 0);
            _events.Enqueue(new UnitFinished(task.Unit.Id, task.Outcome!.Value, started, _latest));
            Volatile.Write(ref _running, _tasks.Count);
        }
    }

    private void Print(OutputStream stream, string text)
    {
        if (text.Length > 0)
            _events.Enqueue(new OutputReceived(stream, Encoding.UTF8.GetBytes(text)));
    }
}
