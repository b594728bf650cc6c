using System.Text;

namespace Eager.EndToEnd.Programs;

/// <summary>A program that comes from a file reads the command's standard input, as under the plain interpreter.</summary>
public sealed class InputTests
{
    private const string Doubling = "n = int(input('n? '))\nprint(n * 2)\n";

    [Theory]
    [InlineData("eager")]
    [InlineData("serial")]
    public async Task Program_should_read_what_is_piped_to_the_command(string mode)
    {
        using var at = Workspace.With(Doubling);
        var run = await EagerCommand.ShellAsync(at, $"echo 5 | \"$EAGER\" run --mode {mode} program.py");
        Assert.Equal(("n? 10\n", "", 0), (run.Output, run.Complaint, run.Status));
    }

    [Theory]
    [InlineData("import sys\nfor line in sys.stdin:\n    print(line.strip()[::-1])\n", "one\ntwo\nthree")]
    [InlineData("import sys\nprint(sys.stdin.buffer.read())\n", "\u00e4\n")]
    [InlineData("import subprocess\nprint(subprocess.run(['cat'], capture_output=True).stdout)\n", "for the child\n")]
    [InlineData("import os\nprint(os.read(0, 3), os.read(0, 3))\n", "abcdef")]
    [InlineData("import sys\nsys.stdin = None\nprint('on')\n", "unread")]
    [InlineData("import os\nos.close(0)\nprint('on')\n", "unread")]
    [InlineData("import sys\nsys.stdin.close()\nprint('on')\ninput()\n", "unread")]
    public async Task Program_should_do_with_its_input_as_in_a_serial_run(string program, string input)
    {
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        serial.Write("input", input);
        eager.Write("input", input);
        var expected = await EagerCommand.ShellAsync(serial, "/usr/bin/python3 program.py < input");
        var actual = await EagerCommand.ShellAsync(eager, "\"$EAGER\" run program.py < input");
        Assert.Equal(PythonReference.Observed(expected, serial), PythonReference.Observed(actual, eager));
    }

    [Fact]
    public async Task Both_arms_should_read_the_same_when_the_input_comes_once()
    {
        using var at = Workspace.With(Doubling);
        var run = await EagerCommand.ShellAsync(at, "(sleep 0.3; echo 5) | \"$EAGER\" run --mode both program.py");
        Assert.Equal("n? 10\n", run.Output);
        Assert.Contains("same output and exit status", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_arms_should_be_refused_when_the_input_is_too_long_to_be_kept()
    {
        using var at = Workspace.With("import sys\nprint(len(sys.stdin.buffer.read()))\n");
        var run = await EagerCommand.ShellAsync(at, "head -c 70000000 /dev/zero | \"$EAGER\" run --mode both program.py");
        run.ShouldComplain(64, "64 MiB");
    }

    [Fact]
    public async Task Program_should_end_when_its_input_does_not()
    {
        using var at = Workspace.With("print('done')\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        Assert.Equal("done\n", (await run.FinishAsync()).Output);
    }

    [Fact]
    public async Task Program_should_answer_line_by_line_when_its_input_is_typed()
    {
        using var at = Workspace.With("while True:\n    print('got ' + input())\n");
        await using var run = EagerCommand.Start(at, "run", "program.py");
        foreach (var line in new[] { "one", "two" })
        {
            await run.WriteAsync(line + "\n");
            await run.WaitForOutputAsync("got " + line);
        }

        run.Stdin.Close();
        Assert.Equal(1, (await run.FinishAsync()).Status);
    }

    [Theory]
    [InlineData("echo \"print(repr(__import__('sys').stdin.read()))\" | \"$EAGER\" run -")]
    [InlineData("\"$EAGER\" run program.py < /dev/null")]
    [InlineData("\"$EAGER\" run program.py <&-")]
    public async Task Program_should_meet_the_end_when_there_is_no_input(string line)
    {
        using var at = Workspace.With("import sys\nprint(repr(sys.stdin.read()))\n");
        var run = await EagerCommand.ShellAsync(at, line);
        Assert.Equal("''\n", run.Output);
    }

    [Fact]
    public async Task Terminal_should_be_left_as_it_is_when_a_program_reads_from_it()
    {
        using var at = Workspace.With("print('got ' + input())\n");
        var run = await EagerCommand.ShellAsync(at, "script -qec \"$EAGER run program.py\" /dev/null <<< typed");
        Assert.SkipWhen(run.Status == 127, "no script(1) here to make a terminal");
        Assert.DoesNotContain("\u001b", Encoding.UTF8.GetString(run.Stdout), StringComparison.Ordinal);
        Assert.Contains("got typed", run.Output, StringComparison.Ordinal);
    }
}
