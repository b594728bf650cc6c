using System.Security.Cryptography;
using System.Text;

namespace Eager.EndToEnd.Contract;

/// <summary>Output passes through live and byte for byte.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task Output_should_come_before_the_stream_ends_when_the_producer_is_slow()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--open-blocks", "off", "-"); // an open block would not wait for what follows it
        await run.WriteAsync("print('first')\npri");
        await run.WaitForOutputAsync("first\n");
        await run.WriteAsync("nt('second')\nif True:\n    print('third')\n");
        await run.WaitForOutputAsync("second\n");
        Assert.DoesNotContain("third", run.Stdout.Text, StringComparison.Ordinal);
        await run.WriteAsync("el");
        await run.WriteAsync("ephant = 1\n");
        await run.WaitForOutputAsync("third\n");
        run.Stdin.Close();
        Assert.Equal(("first\nsecond\nthird\n", "", 0), await OutcomeAsync(run));
    }

    [Fact]
    public async Task Output_should_come_while_the_statement_runs_when_it_is_long()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("import sys, time\nfor i in range(2):\n    print('tick', i)\n    print('tock', i, file=sys.stderr)\n    time.sleep(1000 if i else 0)\nx = 1\n");
        await run.WaitForOutputAsync("tick 1\n");
        await run.WaitForComplaintAsync("tock 1\n");
        run.Signal(Signals.Interrupt);
        Assert.Equal(130, (await run.FinishAsync()).Status);
    }

    [Fact]
    public async Task Output_should_arrive_whole_when_it_is_large()
    {
        const string program = "import sys\nblock = bytes(range(256)) * 4096\nfor i in range(100):\n    sys.stdout.buffer.write(block)\n";
        using var at = Workspace.With(program);
        var block = Enumerable.Range(0, 256 * 4096).Select(i => (byte)i).ToArray();
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < 100; i++)
            expected.AppendData(block);
        var run = await EagerCommand.ShellAsync(at, "set -o pipefail; \"$EAGER\" run --summary summary.json program.py | sha256sum");
        var hash = Convert.ToHexStringLower(expected.GetHashAndReset());
        Assert.StartsWith(hash, run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.Status);
        Assert.Equal(hash, at.Parsed("summary.json").GetProperty("stdout_sha256").GetString());
    }

    [Fact]
    public async Task Output_should_wait_for_its_reader_when_it_is_slow()
    {
        using var at = Workspace.With("import os\nwhile True:\n    os.write(1, b'x' * 65536)\n");
        var run = await EagerCommand.ShellAsync(at, "\"$EAGER\" run program.py | (sleep 2; head -c 1000000 | wc -c); echo ${PIPESTATUS[0]}");
        Assert.StartsWith("1000000\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_should_read_nothing_of_the_stream_when_it_asks_for_input()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "-");
        await run.WriteAsync("import sys\nprint(repr(sys.stdin.read()))\nprint('after')\n");
        run.Stdin.Close();
        Assert.Equal(("''\nafter\n", "", 0), await OutcomeAsync(run));
    }

    [Fact]
    public async Task Program_should_do_as_in_a_serial_run_when_it_comes_from_standard_input()
    {
        const string program = "import sys\nprint(sys.argv, __name__)\ndef f():\n    return undefined\nprint('\u00e4')\nf()\n";
        using var at = new Workspace();
        await using var serial = LiveProcess.Start("/usr/bin/python3", ["-", "a"], at.Path);
        await using var eager = EagerCommand.Start(at, "run", "-", "a");
        foreach (var process in (LiveProcess[])[serial, eager])
        {
            await process.WriteAsync(program);
            process.Stdin.Close();
        }

        // The traceback shows the source lines too, which the interpreter cannot read again from a pipe.
        var (expected, actual) = (await serial.FinishAsync(), await eager.FinishAsync());
        Assert.Equal((expected.Output, expected.LastLine, expected.Status), (actual.Output, actual.LastLine, actual.Status));
        Assert.Equal(Places(expected), Places(actual));
    }

    [Fact]
    public async Task Tail_should_not_run_when_the_producer_dies()
    {
        using var at = new Workspace();
        var run = await EagerCommand.ShellAsync(at, "{ printf \"print('a')\\nprint('b'\"; kill -9 $BASHPID; } | \"$EAGER\" run -");
        Assert.Equal("a\n", run.Output);
        Assert.Equal(1, run.Status);
    }

    [Fact]
    public async Task Run_should_execute_nothing_when_standard_input_is_empty()
    {
        using var at = new Workspace();
        var run = await EagerCommand.ShellAsync(at, "\"$EAGER\" run - </dev/null");
        Assert.Equal(("", "", 0), (run.Output, run.Complaint, run.Status));
    }

    private static string[] Places(Finished run) => [.. from line in run.Complaint.Split('\n') where line.StartsWith("  File ", StringComparison.Ordinal) select line];

    private static async Task<(string, string, int)> OutcomeAsync(LiveProcess run)
    {
        var finished = await run.FinishAsync();
        return (finished.Output, Encoding.UTF8.GetString(finished.Stderr), finished.Status);
    }
}
