using System.Net;
using System.Net.Sockets;
using System.Text;
using Eager.Events;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>Real effects of a program that is still arriving: nothing half-done, and in the end what a serial run leaves.</summary>
public sealed class EffectTests(CSharpEngine engine) : IClassFixture<CSharpEngine>
{
    private const string Wrong = "int wrong = \"text\";\n";

    public static TheoryData<string, string> Programs => new()
    {
        { "file", "File.WriteAllText(\"MADE\", \"x\");\n" },
        { "folder", "Directory.CreateDirectory(\"MADE\");\n" },
        { "writer", "using (var writer = new StreamWriter(\"MADE\")) { writer.Write(1); }\n" },
        { "process", "System.Diagnostics.Process.Start(\"touch\", \"MADE\").WaitForExit();\n" },
        { "type", "var log = new Log();\nlog.Add(\"x\");\nclass Log { public void Add(string line) => File.AppendAllLines(\"MADE\", [line]); }\n" },
        { "thread", "await Task.Run(() => File.Create(\"MADE\").Dispose());\n" },
        { "reflection", "typeof(File).GetMethod(\"Create\", [typeof(string)])!.Invoke(null, [\"MADE\"]);\n" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Effect_should_happen_when_the_program_ends_cleanly(string name, string program)
    {
        var (run, made) = await RunAsync($"clean-{name}", "Console.WriteLine(1);\n" + program, "Console.WriteLine(2);\n");
        Assert.Equal(("1\n2\n", "", 0), (run.Output, run.Complaint, run.Exit));
        Assert.True(made);
        Assert.Single(run.Events.OfType<StatementHeld>());
        Assert.Single(run.Events.OfType<StatementResumed>());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Effect_should_never_happen_when_the_text_turns_out_to_be_wrong(string name, string program)
    {
        var (run, made) = await RunAsync($"wrong-{name}", "Console.WriteLine(1);\n" + program, name == "type" ? "class Log { }\n" : Wrong);
        Assert.Equal(("1\n", 1), (run.Output, run.Exit));
        Assert.Contains(": error CS", run.Complaint, StringComparison.Ordinal);
        Assert.False(made);
        Assert.Empty(run.Events.OfType<StatementResumed>());
        Assert.Single(run.Summary.Outcome!.Dropped);
    }

    [Fact]
    public async Task Effect_should_never_happen_when_the_stream_breaks_off()
    {
        var made = Path.Combine(engine.Folder, "broken-off");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SessionSummary? summary = null;
        await Assert.ThrowsAsync<IOException>(() => engine.RunAsync(
            "breaks.cs", ExecutionMode.Eager, Parts($"Console.WriteLine(1);\nFile.WriteAllText(\"{made}\", \"x\");\nConsole.WriteLine(2);\n", held.Task, rest: null),
            onEvent: (_, published) =>
            {
                if (published is StatementHeld)
                    held.SetResult();
                summary = (published as SessionCompleted)?.Summary;
            }));
        Assert.Equal((0, 1), (summary!.Exit, summary.Outcome!.Dropped.Count));
        Assert.False(File.Exists(made));
    }

    [Fact]
    public async Task Effect_should_never_happen_when_the_user_interrupts()
    {
        var made = Path.Combine(engine.Folder, "interrupted");
        var run = await engine.RunAsync(
            "interrupted.cs", ExecutionMode.Eager, CSharpEngine.Open($"File.WriteAllText(\"{made}\", \"x\");\n"),
            onEvent: (session, published) =>
            {
                if (published is StatementHeld)
                    session.Interrupt();
            });
        Assert.Equal(130, run.Exit);
        Assert.False(File.Exists(made));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Wrong, false)]
    public async Task Connection_should_wait_for_the_whole_program(string rest, bool arrives)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (run, _) = await RunAsync("connects", $"Console.WriteLine(1);\nnew System.Net.Sockets.TcpClient(\"127.0.0.1\", {port}).Dispose();\n", rest);
        Assert.Equal((arrives, "1\n"), (listener.Pending(), run.Output));
    }

    [Fact]
    public async Task Everything_should_run_when_more_waits_than_is_compiled_ahead()
    {
        var (run, _) = await RunAsync("many", "File.WriteAllText(\"MADE\", \"x\");\n", string.Concat(Enumerable.Range(0, 400).Select(n => $"Console.WriteLine({n});\n")));
        Assert.Equal(string.Concat(Enumerable.Range(0, 400).Select(n => $"{n}\n")), run.Output);
        Assert.Equal(("", 0), (run.Complaint, run.Exit));
    }

    [Fact]
    public async Task Effect_should_happen_at_once_when_the_profile_is_open()
    {
        var made = Path.Combine(engine.Folder, "opened");
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = await engine.RunAsync(
            "opened.cs", ExecutionMode.Eager, Parts($"File.WriteAllText(\"{made}\", \"x\");\nConsole.WriteLine(1);\n", heard.Task, Wrong),
            onOutput: (_, _) => heard.TrySetResult(), effects: "open");
        Assert.Equal(1, run.Exit);
        Assert.True(File.Exists(made));
    }

    [Theory]
    [InlineData(ExecutionMode.Eager)]
    [InlineData(ExecutionMode.Serial)]
    public async Task Denied_effect_should_end_the_program_before_its_statement_in_every_mode(ExecutionMode mode)
    {
        var made = Path.Combine(engine.Folder, $"denied-{mode}");
        var run = await engine.RunAsync(
            "denied.cs", mode, CSharpEngine.Whole($"Console.WriteLine(1);\n\n// why\nFile.WriteAllText(\"{made}\", \"x\");\nConsole.WriteLine(2);\n"), effects: "sandbox,write_inside=deny");
        Assert.Equal(("1\n", 134), (run.Output, run.Exit));
        Assert.Contains("is denied: this session's rules forbid write_inside\n   at Program.<Main>$(String[] args) in ", run.Complaint, StringComparison.Ordinal);
        Assert.Equal(4, run.Summary.Error!.Error.Line);
        Assert.False(File.Exists(made));
    }

    /// <summary>Runs a program that makes the file <c>MADE</c>. The rest of it comes when the effect waits.</summary>
    private async Task<(ProgramResult Run, bool Made)> RunAsync(string name, string text, string rest)
    {
        var made = Path.Combine(engine.Folder, $"made-{name}");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = await engine.RunAsync(
            $"{name}.cs", ExecutionMode.Eager, Parts(text.Replace("MADE", made, StringComparison.Ordinal), held.Task, rest),
            onEvent: (_, published) =>
            {
                if (published is StatementHeld)
                    held.SetResult();
            });
        return (run, Path.Exists(made));
    }

    /// <summary>A text whose rest comes when something has been heard of; without a rest it breaks off.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Parts(string text, Task heard, string? rest)
    {
        yield return Encoding.UTF8.GetBytes(text);
        await heard.WaitAsync(TimeSpan.FromMinutes(2));
        yield return Encoding.UTF8.GetBytes(rest ?? throw new IOException("the stream broke off"));
    }
}
