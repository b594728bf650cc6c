using System.Text;
using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Wire;

namespace Eager.Executors.Workers;

/// <summary>Waits for a worker's greeting, and tells what stood in its place.</summary>
internal sealed class WorkerGreeter(ProcessStart start, WorkerProcess process, WorkerInbox inbox)
{
    /// <summary>Most bytes that an interpreter may print before its worker greets.</summary>
    private const int MaxEarlyOutput = 64 * 1024;

    private readonly Queue<OutputReceived> _early = new();
    private int _earlyBytes;

    /// <exception cref="BackendUnavailableException">The process is no worker for this language.</exception>
    public async ValueTask<HelloFrame> WaitAsync(string language, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (inbox.TryTake() is not { } arrival)
                    await process.WaitReadableAsync(cancellationToken).ConfigureAwait(false);
                else if (arrival.Output is { } output)
                    Keep(output);
                else if (arrival.Exit is { } exit)
                    throw Unavailable($"{exit} before it was ready");
                else
                    return Require(arrival.Frame!, language);
            }
        }
        catch (WireException exception)
        {
            throw Unavailable("does not speak the worker protocol", exception);
        }
    }

    /// <summary>What was printed before the greeting goes with it: the program's output begins there.</summary>
    public WorkerGreeting ToGreeting(WorkerOutbox outbox, WorkerClock clock, HelloFrame hello) =>
        new(start.Name, start.Limits, process, inbox, outbox, clock, hello, _early);

    public BackendUnavailableException Unavailable(string what, Exception? inner = null) =>
        new($"the {start.Name} ({start.Program}) {what}{Complaint()}", inner);

    private HelloFrame Require(WorkerFrame frame, string language)
    {
        if (frame is not HelloFrame hello)
            throw Unavailable("does not speak the worker protocol");
        if (hello.Protocol != HelloFrame.CurrentProtocol)
            throw Unavailable($"speaks version {hello.Protocol} of the worker protocol, not {HelloFrame.CurrentProtocol}");
        if (hello.Language != language || hello.Slots < 1)
            throw Unavailable($"greets as one for {hello.Language} with {hello.Slots} slots");
        return hello;
    }

    private void Keep(OutputReceived output)
    {
        _early.Enqueue(output);
        _earlyBytes += output.Bytes.Length;
        if (_earlyBytes > MaxEarlyOutput)
            throw Unavailable("prints without end instead of greeting");
    }

    /// <summary>The last line it printed, on standard error if it did there.</summary>
    private string Complaint()
    {
        var stream = _early.Any(output => output.Stream == OutputStream.Stderr) ? OutputStream.Stderr : OutputStream.Stdout;
        var text = string.Concat(_early.Where(output => output.Stream == stream).Select(output => Encoding.UTF8.GetString(output.Bytes.Span)));
        var line = text.Split('\n').Select(part => part.Trim()).LastOrDefault(part => part.Length > 0);
        return line is null ? "" : $": {(line.Length > 200 ? line[..200] : line)}";
    }
}
