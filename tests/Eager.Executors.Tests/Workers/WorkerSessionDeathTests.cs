using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerSessionDeathTests
{
    [Theory]
    [InlineData("os._exit(3)", 3)]
    [InlineData("os._exit(0)", 0)]
    [InlineData("os.abort()", 134)]
    [InlineData("import ctypes; ctypes.string_at(0)", 139)]
    [InlineData("os.kill(os.getpid(), 9)", 137)]
    [InlineData("os.kill(os.getpid(), 15)", 143)]
    public async Task Status_should_be_the_programs_own_when_it_ends_its_process_by_itself(string end, int status)
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import os; os.write(1, b'last words')\n", $"{end}\n", "print('never')\n");

        var events = await session.ToEndAsync();

        Assert.Equal("last words", events.Text());
        Assert.Equal(new BackendClosed(status, null), events.Closed());
        Assert.Equal([UnitOutcome.Succeeded], events.Outcomes());
    }

    [Fact]
    public async Task Output_should_be_delivered_in_full_when_the_process_is_killed_while_the_reader_is_slow()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import os; os.write(1, b'x' * 60000); os.write(2, b'y' * 60000); os.kill(os.getpid(), 9)\n");

        var events = await session.ToEndAsync();

        Assert.Equal(60000, events.Text().Length);
        Assert.Equal(60000, events.Text(OutputStream.Stderr).Length);
        Assert.Equal(137, events.Closed().ExitStatus);
    }

    [Theory]
    [InlineData("raw(b'garbage that is no frame'); raise Silent", "bytes that are no frame")]
    [InlineData("finished(unit + 1)", "unit 1 is reported where unit 0 was due")]
    [InlineData("finished(unit); finished(unit)", "unit 0 is reported where unit 1 was due")]
    [InlineData("hello()", "a second greeting")]
    [InlineData("frame(0x84, b'{\"error\": true}')", "the end of the program does not fit what came before")]
    [InlineData("frame(0x82, b'x')", "a frame of type 0x82 is malformed")]
    [InlineData("frame(0x02, b'x')", "frames of type 0x02 do not come from a worker")]
    public async Task Session_should_kill_the_worker_and_report_it_lost_when_it_breaks_the_protocol(string breach, string reason)
    {
        await using var session = await TestBackends.OpenScriptedAsync();
        await session.SubmitAsync($"os.write(1, b'before'); {breach}; time.sleep(1000)");

        var events = await session.ToEndAsync();

        Assert.Equal("before", events.Text());
        Assert.Null(events.Closed().ExitStatus);
        Assert.Equal($"the Python worker broke the protocol: {reason}", events.Closed().Loss);
    }

    [Fact]
    public async Task Session_should_report_the_worker_lost_when_it_ends_with_its_failure_status()
    {
        await using var session = await TestBackends.OpenScriptedAsync();
        await session.SubmitAsync("os._exit(70)");
        Assert.Equal(new BackendClosed(null, "the Python worker ended with status 70"), (await session.ToEndAsync()).Closed());
    }

    [Fact]
    public async Task Session_should_take_70_for_the_programs_status_when_the_program_was_over()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import sys; sys.exit(70)\n");
        await session.EndAsync(ProgramEnding.Stopped);
        Assert.Equal(new BackendClosed(70, null), (await session.ToEndAsync()).Closed());
    }

    [Theory]
    [InlineData("sleep 1000")]
    [InlineData("while :; do echo flood; done")]
    public async Task Session_should_close_when_children_hold_the_output_open(string child)
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync($"import os, subprocess; p = subprocess.Popen(['sh', '-c', '{child}']); os._exit(p.pid % 256)\n");
        Assert.NotNull((await session.ToEndAsync()).Closed().ExitStatus);
    }

    [Fact]
    public async Task Session_should_close_when_a_child_that_left_the_group_floods_the_output()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync(
            "import os, subprocess, sys; p = subprocess.Popen(['sh', '-c', 'while :; do echo flood; done'], start_new_session=True); "
            + "print(p.pid, file=sys.stderr); os._exit(4)\n");

        var events = await session.ToEndAsync();

        Assert.Equal(4, events.Closed().ExitStatus);
        Assert.False(ProcessTable.IsAlive(int.Parse(events.Text(OutputStream.Stderr))), "nothing of a session is left when it has closed");
    }

    [Fact]
    public async Task Session_should_go_on_when_the_program_closes_its_output()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import os; os.close(1)\n", "os.close(2)\n", "x = 1\n");
        await session.EndAsync(ProgramEnding.Stopped);
        var events = await session.ToEndAsync();
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Succeeded, UnitOutcome.Succeeded], events.Outcomes());
        Assert.Null(events.Closed().Loss);
    }

    [Fact]
    public async Task Last_event_should_be_given_again_when_it_is_asked_for_again()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.EndAsync();
        var closed = (await session.ToEndAsync()).Closed();
        Assert.Same(closed, await session.NextAsync());
    }

    [Fact]
    public async Task Submission_should_complete_when_the_worker_is_gone()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import os; os._exit(3)\n");
        await session.ToEndAsync();
        await session.SubmitAsync([SessionExtensions.Unit(1, new string('#', 1_000_000))], CancellationToken.None);
        await session.EndAsync();
    }
}
