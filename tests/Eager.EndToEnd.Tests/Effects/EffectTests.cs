using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Eager.EndToEnd.Effects;

/// <summary>Real effects of a program that is still arriving: nothing half-done, and in the end what a serial run leaves.</summary>
public sealed class EffectTests
{
    private const string Wrong = "x = = 1\n";

    public static TheoryData<string> Programs =>
    [
        "open('made', 'w').write('x')\n",
        "import os\nos.mkdir('made')\n",
        "import subprocess\nsubprocess.run(['touch', 'made'])\n",
        "import os\nos.system('touch made')\n",
        "import sqlite3\nwith sqlite3.connect('made') as made:\n    made.execute('create table t (x)')\n",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n    list(pool.map(lambda name: open(name, 'w').close(), ['made']))\n",
        "import shutil\nshutil.copy('program.py', 'made')\n",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Effect_should_happen_when_the_program_ends_cleanly(string program)
    {
        using var at = Workspace.With(program + "print('behind')\n");
        var run = await EagerCommand.RunAsync(at, "run", "--rate", "200", "program.py");
        Assert.Equal(("behind\n", "", 0), (run.Output, run.Complaint, run.Status));
        Assert.Equal(["made", "program.py"], at.Names());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Effect_should_never_happen_when_the_text_turns_out_to_be_wrong(string program)
    {
        using var at = Workspace.With(program + "print('behind')\n" + Wrong);
        var run = await EagerCommand.RunAsync(at, "run", "--rate", "200", "--summary", "summary.json", "program.py");
        Assert.Equal(("", 1), (run.Output, run.Status));
        Assert.Contains("SyntaxError", run.Complaint, StringComparison.Ordinal);
        Assert.Equal(["program.py", "summary.json"], at.Names());
        var outcome = at.Parsed("summary.json").GetProperty("outcome");
        Assert.Equal(1, outcome.GetProperty("dropped_effects").GetArrayLength());
        Assert.Contains("did not happen", outcome.GetProperty("continuation").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_should_be_that_of_a_script_when_an_effect_waits_before_an_error()
    {
        using var at = Workspace.With("open('made', 'w')\nprint('behind')\n" + Wrong);
        var eager = await EagerCommand.RunAsync(at, "run", "program.py");
        var serial = await EagerCommand.RunAsync(at, "run", "--mode", "serial", "program.py");
        Assert.Equal((serial.Output, serial.Complaint, serial.Status), (eager.Output, eager.Complaint, eager.Status));
    }

    [Fact]
    public async Task Effect_should_wait_while_the_program_arrives_and_never_happen_when_the_user_interrupts()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--events", "--summary", "summary.json", "-");
        await run.WriteAsync("print('a')\nopen('made', 'w')\nprint('b')\n");
        await run.WaitForOutputAsync("statement.held");
        Assert.False(at.Has("made"));
        run.Signal(Signals.Interrupt);
        var finished = await run.FinishAsync();
        Assert.Equal(130, finished.Status);
        Assert.Equal(["summary.json"], at.Names());
        Assert.DoesNotContain("statement.resumed", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_should_say_what_waits_and_that_it_went_on()
    {
        using var at = Workspace.With("x = 1\nopen('made', 'w').close()\nprint(x)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--events", "program.py");
        var events = JsonLines.Parse(run.Output);
        var held = Assert.Single(events, one => one.Type() == "statement.held");
        Assert.Equal((1, "write_inside", "open('made', 'w')"), (held.GetProperty("statement").GetInt32(), Text(held, "class"), Text(held, "what")));
        Assert.Equal(1, Assert.Single(events, one => one.Type() == "statement.resumed").GetProperty("statement").GetInt32());
        Assert.Equal(2, events[^1].GetProperty("summary").GetProperty("held_statements").GetInt32());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Wrong, false)]
    public async Task Connection_should_wait_for_the_whole_program(string rest, bool arrives)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var at = Workspace.With($"import socket\nsocket.create_connection(('127.0.0.1', {port})).close()\n{rest}");
        await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(arrives, listener.Pending());
    }

    [Fact]
    public async Task Everything_should_run_when_more_statements_wait_than_the_worker_has_slots()
    {
        using var at = Workspace.With("open('made', 'w').close()\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"print({n})\n")));
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(string.Concat(Enumerable.Range(0, 300).Select(n => $"{n}\n")), run.Output);
        Assert.Equal(("", 0), (run.Complaint, run.Status));
    }

    [Fact]
    public async Task Effect_should_happen_at_once_when_the_profile_is_open()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--effects", "open", "-");
        await run.WriteAsync("open('made', 'w').close()\nprint('done')\n");
        await run.WaitForOutputAsync("done\n");
        Assert.Equal(["made"], at.Names());
        run.Stdin.Close();
        Assert.Equal(0, (await run.FinishAsync()).Status);
    }

    [Theory]
    [InlineData("eager")]
    [InlineData("serial")]
    public async Task Denied_effect_should_raise_in_every_mode(string mode)
    {
        using var at = Workspace.With("try:\n    open('made', 'w')\nexcept PermissionError as refused:\n    print(refused)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", mode, "--effects", "sandbox,write_inside=deny", "program.py");
        Assert.Equal("open('made', 'w') is denied: this session's rules forbid write_inside\n", run.Output);
        Assert.Equal(["program.py"], at.Names());
    }

    [Fact]
    public async Task Published_gate_should_hold_a_program_from_the_first_name_of_its_list_on()
    {
        using var at = Workspace.With("x = 1\ny = 2\nimport os.path\nz = 3\nprint(x + y + z)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--effects", "paper", "--summary", "summary.json", "program.py");
        Assert.Equal(("6\n", 0), (run.Output, run.Status));
        var summary = at.Parsed("summary.json");
        Assert.Equal((5, 3), (summary.GetProperty("statements").GetInt32(), summary.GetProperty("held_statements").GetInt32()));
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
}
