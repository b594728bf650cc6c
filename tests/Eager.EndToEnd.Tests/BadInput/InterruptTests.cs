namespace Eager.EndToEnd.BadInput;

/// <summary>Ctrl-C, termination and a sudden death at any moment: the command ends, and nothing that it started lives on.</summary>
public sealed class InterruptTests
{
    /// <summary>A program that was over but for its exit handlers keeps its status, unless the second signal came before it could end.</summary>
    private static readonly int[] AsAScriptOrInsisted = [0, 130];

    private const string Waiting = "import time\nprint('before', flush=True)\ntime.sleep(1000)\nprint('never')\n";

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(300)]
    [InlineData(400)]
    [InlineData(600)]
    public async Task Run_should_end_when_it_is_interrupted_while_it_starts(int milliseconds)
    {
        using var at = Workspace.With(Waiting);
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.StartedAsync();
        await Task.Delay(milliseconds);
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.Equal(130, finished.Status);
        Assert.DoesNotContain("never", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", finished.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Run_should_show_the_programs_traceback_when_a_statement_is_interrupted(int signal)
    {
        using var at = Workspace.With(Waiting);
        await using var run = EagerCommand.Start(at, "run", "--summary", "summary.json", "program.py");
        await run.WaitForOutputAsync("before\n");
        await Task.Delay(100);
        run.Signal(signal);
        var finished = await run.FinishAsync();
        Assert.Equal(("before\n", "KeyboardInterrupt", 130), (finished.Output, finished.LastLine, finished.Status));
        Assert.Contains("line 3, in <module>", finished.Complaint, StringComparison.Ordinal);
        Assert.Equal(130, at.Parsed("summary.json").GetProperty("exit").GetInt32());
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Run_should_end_when_it_is_interrupted_while_it_waits_for_tokens(int signal)
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "-");
        await run.WriteAsync("import atexit\natexit.register(print, 'exit handler')\nprint('before')\nx =");
        await run.WaitForOutputAsync("before");
        run.Signal(signal);
        var finished = await run.FinishAsync();
        var events = JsonLines.Parse(finished.Output);
        Assert.Equal(130, finished.Status);
        Assert.Equal("user", events.Single(entry => entry.Type() == "generation.interrupt").GetProperty("reason").GetString());
        Assert.Contains("exit handler", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_should_end_when_it_is_interrupted_before_any_token()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WorkerAsync();
        await Task.Delay(300);
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.Equal(("", 130), (finished.Output, finished.Status));
    }

    [Fact]
    public async Task Run_should_end_when_it_is_interrupted_between_paced_tokens()
    {
        using var at = Workspace.With("print('before')\nprint('never')\n");
        await using var run = EagerCommand.Start(at, "run", "--rate", "1", "--token-chars", "17", "program.py");
        await run.WaitForOutputAsync("before\n");
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.Equal(130, finished.Status);
    }

    [Fact]
    public async Task Program_should_decide_when_it_handles_the_interrupt()
    {
        using var at = Workspace.With("import time\ntry:\n    print('before', flush=True)\n    time.sleep(1000)\nexcept KeyboardInterrupt:\n    print('handled')\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("before\n");
        await Task.Delay(100);
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.Equal(("before\nhandled\n", 0), (finished.Output, finished.Status));
    }

    [Theory]
    [InlineData("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n", Signals.Interrupt)]
    [InlineData("import signal\nsignal.signal(signal.SIGINT, lambda *a: None)\n", Signals.Interrupt)]
    [InlineData("import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n", Signals.Interrupt)]
    [InlineData("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n", Signals.Terminate)]
    public async Task Second_signal_should_end_everything_when_the_program_ignores_the_first(string program, int signal)
    {
        using var at = Workspace.With(program + "import time\nprint('before', flush=True)\nwhile True:\n    time.sleep(1)\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("before\n");
        run.Signal(signal);
        await Task.Delay(500);
        Assert.NotEmpty(run.Processes);
        run.Signal(signal);
        var finished = await run.FinishAsync();
        Assert.Equal(("before\n", "", 130), (finished.Output, finished.Complaint, finished.Status));
    }

    [Fact]
    public async Task Signal_should_end_everything_when_the_program_hangs_in_its_exit_handlers()
    {
        using var at = Workspace.With("import atexit, time\natexit.register(time.sleep, 1000)\natexit.register(print, 'leaving', flush=True)\nprint('before')\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("leaving\n");
        run.Signal(Signals.Interrupt);
        await Task.Delay(300);
        run.Signal(Signals.Interrupt);
        Assert.Contains((await run.FinishAsync()).Status, AsAScriptOrInsisted);
    }

    [Fact]
    public async Task Signal_should_end_everything_when_a_thread_of_the_program_hangs()
    {
        using var at = Workspace.With("import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\nprint('before', flush=True)\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("before\n");
        run.Signal(Signals.Interrupt);
        await Task.Delay(300);
        run.Signal(Signals.Interrupt);
        Assert.Contains((await run.FinishAsync()).Status, AsAScriptOrInsisted);
    }

    [Theory]
    [InlineData("while True:\n    pass\n")]
    [InlineData("import time\ntime.sleep(1000)\n")]
    [InlineData("import subprocess\nsubprocess.run(['sleep', '1000'])\n")]
    public async Task Nothing_should_live_on_when_the_command_is_killed_while_a_statement_runs(string program)
    {
        using var at = Workspace.With("print('before', flush=True)\n" + program);
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("before\n");
        await Task.Delay(200);
        run.Signal(Signals.Kill);
        Assert.Equal(137, (await run.FinishAsync()).Status);
    }

    [Fact]
    public async Task Nothing_should_live_on_when_the_command_is_killed_while_it_waits_for_tokens()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("print('before')\n");
        await run.WaitForOutputAsync("before\n");
        run.Signal(Signals.Kill);
        Assert.Equal(137, (await run.FinishAsync()).Status);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(400)]
    public async Task Nothing_should_live_on_when_the_command_is_killed_while_it_starts(int milliseconds)
    {
        using var at = Workspace.With(Waiting);
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.StartedAsync();
        await Task.Delay(milliseconds);
        run.Signal(Signals.Kill);
        Assert.Equal(137, (await run.FinishAsync()).Status);
    }

    [Fact]
    public async Task Children_should_end_with_the_run_when_it_is_interrupted()
    {
        using var at = Workspace.With("import subprocess, time\nsubprocess.Popen(['sleep', '1000'])\nprint('before', flush=True)\ntime.sleep(1000)\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        await run.WaitForOutputAsync("before\n");
        run.Signal(Signals.Interrupt);
        Assert.Equal(130, (await run.FinishAsync()).Status);
    }
}
