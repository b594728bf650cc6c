namespace Eager.EndToEnd.BadInput;

/// <summary>Where output and files go is full, closed or not to be written.</summary>
public sealed class DestinationTests
{
    [Theory]
    [InlineData("run program.py")]
    [InlineData("run --events program.py")]
    [InlineData("run --mode serial program.py")]
    [InlineData("run --mode both program.py")]
    [InlineData("chunk program.py")]
    [InlineData("demo --rate 5000")]
    public async Task Command_should_say_so_in_one_line_when_the_disk_of_its_output_is_full(string arguments)
    {
        using var at = Workspace.With("for i in range(100000):\n    print('a line')\n");
        var run = await EagerCommand.ShellAsync(at, $"\"$EAGER\" {arguments} > /dev/full");
        run.ShouldComplain(74, "space");
    }

    [Theory]
    [InlineData("--summary")]
    [InlineData("--record")]
    public async Task Output_should_be_delivered_when_the_disk_of_a_file_is_full(string option)
    {
        using var at = Workspace.With("print('a')\n");
        var run = await EagerCommand.RunAsync(at, "run", option, "/dev/full", "program.py");
        Assert.Equal("a\n", run.Output);
        run.ShouldComplain(74, "space");
    }

    [Theory]
    [InlineData("--summary", "missing/summary.json")]
    [InlineData("--record", "missing/trace.jsonl")]
    [InlineData("--summary", "folder")]
    [InlineData("--record", "folder")]
    public async Task Nothing_should_run_when_a_file_cannot_be_written(string option, string file)
    {
        using var at = Workspace.With("open('made', 'w').close()\n");
        Directory.CreateDirectory(at.In("folder"));
        var run = await EagerCommand.RunAsync(at, "run", option, file, "program.py");
        run.ShouldRefuse(64, file);
        Assert.False(at.Has("made"));
    }

    [Theory]
    [InlineData("run program.py")]
    [InlineData("run --events program.py")]
    [InlineData("run --mode both program.py")]
    public async Task Command_should_end_quietly_when_its_reader_goes_away(string arguments)
    {
        using var at = Workspace.With("import time\n" + string.Concat(Enumerable.Repeat("for i in range(1000):\n    print('a line')\n", 300)) + "time.sleep(1000)\n");
        var run = await EagerCommand.ShellAsync(at, $"\"$EAGER\" {arguments} | head -1; echo ${{PIPESTATUS[0]}}");
        Assert.EndsWith("\n141\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Complaint);
    }

    [Fact]
    public async Task Second_signal_should_end_the_command_when_nobody_reads_its_output()
    {
        using var at = Workspace.With("while True:\n    print('a line')\n");
        var run = await EagerCommand.ShellAsync(
            at,
            "mkfifo out; sleep 50 <>out & reader=$!; \"$EAGER\" run program.py >out & run=$!; sleep 3; kill $run; sleep 1; kill $run; wait $run; echo $?; kill $reader");
        Assert.Equal("130\n", run.Output);
    }

    [Fact]
    public async Task Command_should_end_with_a_status_when_the_disk_of_its_errors_is_full()
    {
        using var at = Workspace.With("raise ValueError\n");
        Assert.Equal(74, (await EagerCommand.ShellAsync(at, "\"$EAGER\" run program.py 2> /dev/full")).Status);
    }

    [Fact]
    public async Task Command_should_say_so_when_its_input_breaks_off()
    {
        using var at = Workspace.With("");
        (await EagerCommand.ShellAsync(at, "\"$EAGER\" run - < /")).ShouldComplain(74, "cannot read the program");
    }

    [Fact]
    public async Task Command_should_end_when_its_output_is_closed_from_the_start()
    {
        using var at = Workspace.With("print('a')\n");
        var run = await EagerCommand.ShellAsync(at, "\"$EAGER\" run program.py >&-");
        Assert.Equal("", run.Output);
        Assert.True(run.Status is 0 or 74, $"{run.Status}: {run.Complaint}");
    }

    [Fact]
    public async Task Program_should_run_when_the_reader_of_its_errors_is_gone()
    {
        using var at = Workspace.With("import sys\nprint('bad', file=sys.stderr)\nprint('good')\n");
        var run = await EagerCommand.ShellAsync(at, "{ \"$EAGER\" run program.py 2>&1 >&3 | true; echo ${PIPESTATUS[0]}; } 3>&1");
        Assert.Equal("good\n0\n", run.Output);
    }

    [Fact]
    public async Task Program_should_meet_the_full_disk_itself_when_it_writes_a_file()
    {
        const string program = "print('a')\nwith open('/dev/full', 'w') as f:\n    f.write('x')\n";
        await PythonReference.ShouldEqualAsync(program);
    }
}
