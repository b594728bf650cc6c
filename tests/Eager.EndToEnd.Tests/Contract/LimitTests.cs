namespace Eager.EndToEnd.Contract;

/// <summary>Limits: what is reached is told, and ends the program with status 124.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("--timeout", "0.5", "while True: pass\n", "duration", "0.5 s")]
    [InlineData("--cpu", "0.5", "while True: pass\n", "processor_time", "0.5 s of processor time")]
    [InlineData("--statement-timeout", "0.5", "x = 1\nwhile True: pass\n", "statement_duration", "0.5 s for a statement")]
    [InlineData("--batch-timeout", "0.5", "x = 1\nwhile True: pass\n", "batch_duration", "0.5 s for a batch")]
    [InlineData("--memory", "64", "import time\nx = [bytearray(b'x') * (1 << 20) for _ in range(200) if not time.sleep(0.01)]\n", "memory", "64 MiB of memory")]
    public async Task Program_should_be_ended_and_the_limit_told(string option, string value, string program, string name, string words)
    {
        using var at = Workspace.With(program);
        var run = await EagerCommand.RunAsync(at, "run", "--events", option, value, "program.py");

        Assert.Equal(124, run.Status);
        Assert.Contains($"eager: the program reached its limit of {words}", run.Complaint, StringComparison.Ordinal);
        var reached = Assert.Single(JsonLines.Parse(run.Output), entry => entry.Type() == "limit.reached");
        Assert.Equal((name, true), (reached.GetProperty("limit").GetString(), reached.GetProperty("ends_program").GetBoolean()));
        Assert.True(reached.GetProperty("used").GetDouble() >= reached.GetProperty("allowed").GetDouble());
    }

    [Fact]
    public async Task Statement_that_is_interrupted_should_let_exit_handlers_run()
    {
        using var at = Workspace.With("import atexit; atexit.register(print, 'kept', flush=True)\nwhile True: pass\n");
        var run = await EagerCommand.RunAsync(at, "run", "--statement-timeout", "0.5", "program.py");
        Assert.Equal((124, "kept\n"), (run.Status, run.Output));
    }

    [Fact]
    public async Task Statement_that_takes_no_notice_should_be_ended_and_the_loss_of_its_state_told()
    {
        using var at = Workspace.With("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass\n");
        var run = await EagerCommand.RunAsync(at, "run", "--statement-timeout", "0.5", "program.py");
        run.ShouldComplain(124, "its limit of 0.5 s for a statement; its state is lost");
    }

    [Fact]
    public async Task Output_beyond_its_limit_should_be_in_a_file_and_its_end_passed_on()
    {
        using var at = Workspace.With("for i in range(100_000): print(i)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--output", "0.0625", "program.py");

        var file = Assert.Single(Directory.GetFiles(at.Path, "eager-stdout-*.txt"));
        var whole = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n"));
        run.ShouldComplain(0, file);
        Assert.Equal(whole[..65536] + whole[^16384..], run.Output);
        Assert.Equal(whole[65536..], await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Program_should_be_ended_when_the_file_of_its_output_is_full()
    {
        using var at = Workspace.With("while True: print('x' * 1000)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--output", "0.1", "--spill", "1", "program.py");
        Assert.Equal(124, run.Status);
        Assert.InRange(new FileInfo(Directory.GetFiles(at.Path, "eager-stdout-*.txt").Single()).Length, 900_000, 1 << 20);
    }

    [Fact]
    public async Task Display_beyond_its_limit_should_be_left_out_and_told()
    {
        using var at = Workspace.With("'x' * 100_000\n");
        var run = await EagerCommand.RunAsync(at, "run", "--events", "--display", "--display-size", "0.01", "program.py");
        var entries = JsonLines.Parse(run.Output);
        Assert.Equal("display", Assert.Single(entries, entry => entry.Type() == "limit.reached").GetProperty("limit").GetString());
        Assert.DoesNotContain(entries, entry => entry.Type() == "result");
        Assert.Equal(0, run.Status);
    }

    [Theory]
    [InlineData("process")]
    [InlineData("sandbox")]
    public async Task Program_should_run_in_a_worker_that_was_forked_when_a_pool_is_asked_for(string backend)
    {
        using var at = Workspace.With("import gc; print(gc.get_freeze_count() > 1000)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--pool", "on", "--backend", backend, "program.py");
        Assert.Equal((0, "True\n", ""), (run.Status, run.Output, run.Complaint));
    }
}
