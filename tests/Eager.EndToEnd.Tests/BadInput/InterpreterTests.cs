namespace Eager.EndToEnd.BadInput;

/// <summary>The interpreter is missing, is none, or dies.</summary>
public sealed class InterpreterTests
{
    [Theory]
    [InlineData("/nonexistent/python3", "does not exist")]
    [InlineData("no-such-python", "no-such-python")]
    [InlineData("./program.py", "program.py")]
    [InlineData("/tmp", "/tmp")]
    [InlineData("/bin/true", "/bin/true")]
    [InlineData("/bin/false", "/bin/false")]
    [InlineData("/bin/echo", "/bin/echo")]
    [InlineData("/bin/cat", "/bin/cat")]
    [InlineData("/dev/null", "/dev/null")]
    public async Task Run_should_say_so_in_one_line_when_the_interpreter_is_none(string interpreter, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", "--python", interpreter, "program.py")).ShouldRefuse(70, saying);
        (await EagerCommand.ShellAsync(at, "\"$EAGER\" run program.py", ("EAGER_PYTHON", interpreter))).ShouldRefuse(70, saying);
    }

    [Theory]
    [InlineData("#!/bin/sh\nyes garbage\n", "prints")]
    [InlineData("#!/bin/sh\nyes garbage >&2\n", "prints")]
    [InlineData("#!/bin/sh\ncat /dev/urandom >&4\n", "protocol")]
    [InlineData("#!/bin/sh\necho no, thank you >&2\nexit 3\n", "no, thank you")]
    [InlineData("#!/bin/sh\nkill -9 $$\n", "before it was ready")]
    [InlineData("not even a script\n", "interpreter")]
    public async Task Run_should_say_so_in_one_line_when_the_interpreter_is_a_script_of_another_kind(string script, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        at.Write("interpreter", script);
        File.SetUnixFileMode(at.In("interpreter"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await EagerCommand.RunAsync(at, "run", "--python", at.In("interpreter"), "program.py")).ShouldRefuse(70, saying);
    }

    [Fact]
    public async Task Run_should_give_up_when_the_interpreter_never_greets()
    {
        using var at = Workspace.With("print('never')\n");
        at.Write("interpreter", "#!/bin/sh\nsleep 1000\n");
        File.SetUnixFileMode(at.In("interpreter"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (await EagerCommand.RunAsync(at, "run", "--python", at.In("interpreter"), "program.py")).ShouldRefuse(70, "30");
    }

    [Fact]
    public async Task Output_should_be_delivered_when_the_worker_is_killed_while_it_runs()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("import time\nprint('before')\ntime.sleep(1000)\n");
        await run.WaitForOutputAsync("before\n");
        Signals.Send(await run.WorkerAsync(), Signals.Kill);
        var finished = await run.FinishAsync();
        Assert.Equal(("before\n", 137), (finished.Output, finished.Status));
    }

    [Fact]
    public async Task Output_should_be_delivered_when_the_worker_is_killed_while_it_waits()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--summary", "summary.json", "-");
        await run.WriteAsync("print('before')\n");
        await run.WaitForOutputAsync("before\n");
        Signals.Send(await run.WorkerAsync(), Signals.Kill);
        var finished = await run.FinishAsync();
        Assert.Equal(("before\n", 137), (finished.Output, finished.Status));
        Assert.Equal(137, at.Parsed("summary.json").GetProperty("exit").GetInt32());
    }

    [Fact]
    public async Task Run_should_report_a_failed_worker_when_the_program_breaks_its_pipes()
    {
        // Beyond what a program does by accident: it closes the descriptors that its host listens to, wherever they are.
        using var at = Workspace.With("import os\nprint('before', flush=True)\nos.closerange(3, 1 << 20)\nprint('after')\nx = 1\n");
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.StartsWith("before\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(70, run.Status);
        Assert.NotEqual("", run.Complaint);
    }
}
