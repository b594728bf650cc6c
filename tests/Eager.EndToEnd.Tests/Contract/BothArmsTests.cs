namespace Eager.EndToEnd.Contract;

/// <summary><c>--mode both</c>: two arms, each in a copy of the working directory of its own.</summary>
public sealed class BothArmsTests
{
    [Fact]
    public async Task Working_directory_should_stay_as_it_was_when_both_arms_write()
    {
        using var at = Workspace.With("import os\nprint(sorted(os.listdir('.')))\nopen('made', 'w').write('x')\nos.remove('data')\nos.mkdir('folder')\n");
        at.Write("data", "d");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "both", "--summary", "/dev/null", "program.py");
        Assert.Equal("['data', 'program.py']\n", run.Output);
        Assert.Equal(["data", "program.py"], at.Names());
        run.ShouldComplain(0, "same output and exit status");
    }

    [Fact]
    public async Task Arm_should_not_see_what_the_other_wrote_when_both_append_to_a_file()
    {
        using var at = Workspace.With("open('log', 'a').write('x')\nprint(open('log').read())\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "both", "program.py");
        Assert.Equal("x\n", run.Output);
        run.ShouldComplain(0, "same output and exit status");
    }

    [Fact]
    public async Task Copies_should_be_gone_when_both_arms_are_over()
    {
        using var at = Workspace.With("import os\nprint(os.getcwd())\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "both", "program.py");
        Assert.False(Directory.Exists(run.Output.Trim()));
    }

    [Fact]
    public async Task Copies_should_be_gone_when_the_run_is_interrupted()
    {
        using var at = Workspace.With("import os, time\nprint(os.getcwd(), flush=True)\ntime.sleep(100)\n");
        await using var run = EagerCommand.Start(at, "run", "--mode", "both", "program.py");
        await run.WaitForOutputAsync("\n");
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.False(Directory.Exists(finished.Output.Trim()));
        Assert.Equal(130, finished.Status);
    }

    [Fact]
    public async Task Program_should_be_found_when_it_lies_in_another_folder()
    {
        using var at = new Workspace();
        using var elsewhere = Workspace.With("import os, sys\nprint(__file__, sys.path[0])\nprint(os.listdir('.'))\n");
        at.Write("data", "d");
        var file = elsewhere.In("program.py");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "both", file);
        Assert.Equal($"{file} {elsewhere.Path}\n['data']\n", run.Output);
    }

    [Fact]
    public async Task Comparison_should_say_so_when_the_arms_differ()
    {
        using var at = Workspace.With("import os\nprint(os.getpid())\n");
        (await EagerCommand.RunAsync(at, "run", "--mode", "both", "program.py")).ShouldComplain(0, "OUTPUT DIFFERS");
    }

    [Fact]
    public async Task Both_arms_should_get_the_same_stream_when_it_comes_from_standard_input()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--mode", "both", "--summary", "summary.json", "-");
        await run.WriteAsync("print('a')\n");
        await run.WaitForOutputAsync("a\n");
        await run.WriteAsync("import sys\nprint(sys.argv)\nsys.exit(4)\n");
        run.Stdin.Close();
        var finished = await run.FinishAsync();
        Assert.Equal("a\n['-']\n", finished.Output);
        finished.ShouldComplain(4, "same output and exit status");
        Assert.Equal(["serial", "eager"], at.Parsed("summary.json").Members());
    }

    [Fact]
    public async Task Arguments_should_reach_both_arms_when_some_are_given()
    {
        using var at = Workspace.With("import sys\nprint(sys.argv[1:])\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "both", "program.py", "-a", "--events");
        Assert.Equal("['-a', '--events']\n", run.Output);
        run.ShouldComplain(0, "same output and exit status");
    }
}
