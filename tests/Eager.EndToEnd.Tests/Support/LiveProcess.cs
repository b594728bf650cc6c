using System.Diagnostics;

namespace Eager.EndToEnd;

/// <summary>A process that a test started. Has a deadline; may leave no other process behind; is killed with all of them on disposal.</summary>
internal sealed class LiveProcess : IAsyncDisposable
{
    /// <summary>Longer than any run takes, even on a busy machine: who meets it hangs.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private LiveProcess(ProcessStartInfo start)
    {
        start.Environment[ProcessTable.Variable] = _mark;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        Stdout = new OutputCapture(_process.StandardOutput.BaseStream);
        Stderr = new OutputCapture(_process.StandardError.BaseStream);
    }

    public int Pid => _process.Id;

    public Stream Stdin => _process.StandardInput.BaseStream;

    public OutputCapture Stdout { get; }

    public OutputCapture Stderr { get; }

    /// <summary>Every process of this run that lives now.</summary>
    public IReadOnlyList<int> Processes => ProcessTable.Of(_mark);

    public static LiveProcess Start(string program, IEnumerable<string> arguments, string directory, params (string Name, string? Value)[] environment)
    {
        // Who calls the tests may ignore signals; a user's shell does not.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT,QUIT,TERM,HUP,PIPE,CHLD", program, .. arguments]) { WorkingDirectory = directory };
        foreach (var (name, value) in (IEnumerable<(string, string?)>)[("MPLBACKEND", "Agg"), ("TZ", "UTC"), ("LC_ALL", "C.UTF-8"), .. environment])
            start.Environment[name] = value;
        return new LiveProcess(start);
    }

    public Task WaitForOutputAsync(string text) => Stdout.WaitForAsync(text, Deadline);

    public Task WaitForComplaintAsync(string text) => Stderr.WaitForAsync(text, Deadline);

    public async Task WriteAsync(string text)
    {
        await Stdin.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        await Stdin.FlushAsync();
    }

    public void Signal(int signal) => Signals.Send(Pid, signal);

    /// <summary>Completes when the program itself runs, after whatever prepares its signals.</summary>
    public async Task StartedAsync()
    {
        while (ProcessTable.CommandLine(Pid).StartsWith("/usr/bin/env ", StringComparison.Ordinal) || ProcessTable.CommandLine(Pid).Length == 0)
            await Task.Delay(1);
    }

    /// <summary>The one worker process of this run.</summary>
    public async Task<int> WorkerAsync()
    {
        for (var waited = TimeSpan.Zero; waited < Deadline; waited += TimeSpan.FromMilliseconds(50))
        {
            foreach (var pid in Processes)
            {
                if (pid != Pid && ProcessTable.CommandLine(pid).Contains("worker.py", StringComparison.Ordinal))
                    return pid;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("no worker was started");
    }

    /// <summary>Waits for the end; nothing of the run may live on.</summary>
    public async Task<Finished> FinishAsync(bool leavesNothing = true)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"hangs; standard output:\n{Stdout.Text}\nstandard error:\n{Stderr.Text}");
        }

        if (leavesNothing)
        {
            var left = await ProcessTable.LeftOversAsync(_mark);
            Assert.True(left.Count == 0, $"left behind: {string.Join("; ", left.Select(ProcessTable.CommandLine))}\n{Stderr.Text}");
        }

        await Task.WhenAll(Stdout.Completion, Stderr.Completion).WaitAsync(Deadline);
        return new Finished(_process.ExitCode, Stdout.Bytes, Stderr.Bytes);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        foreach (var pid in Processes)
            Signals.Send(pid, Signals.Kill);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
