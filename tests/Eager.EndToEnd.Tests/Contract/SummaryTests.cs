using System.Security.Cryptography;
using System.Text.Json;

namespace Eager.EndToEnd.Contract;

/// <summary><c>--summary</c> and <c>--record</c>: files that measuring tools read.</summary>
public sealed class SummaryTests
{
    private static readonly string[] Members =
    [
        "mode", "language", "backend", "t_gen_s", "t_total_s", "nel_s", "first_output_s", "statements", "units", "batches", "held_statements",
        "held_wait_s", "execution_s", "held_execution_s", "optimum_nel_s", "exit", "stdout_sha256", "cut_off", "outcome", "error",
    ];

    [Theory]
    [InlineData("eager")]
    [InlineData("serial")]
    public async Task Summary_should_have_the_members_of_the_contract_when_one_arm_runs(string mode)
    {
        using var at = Workspace.With("x = 1\nprint('a')\nprint('b')\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", mode, "--summary", "summary.json", "program.py");
        var summary = at.Parsed("summary.json");
        Assert.Equal(Members, summary.Members());
        Assert.Equal((mode, "python", "process"), (Text(summary, "mode"), Text(summary, "language"), Text(summary, "backend")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(run.Stdout)), Text(summary, "stdout_sha256"));
        Assert.Equal(mode == "eager" ? 3 : 1, summary.GetProperty("statements").GetInt32());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("error").ValueKind);
        var (generated, total, nel) = (Number(summary, "t_gen_s"), Number(summary, "t_total_s"), Number(summary, "nel_s"));
        Assert.Equal(total - generated, nel, 4);
        Assert.InRange(Number(summary, "first_output_s"), 0, total);
        Assert.InRange(Number(summary, "optimum_nel_s"), 0, nel);
    }

    [Fact]
    public async Task Summary_should_have_both_arms_when_both_run()
    {
        using var at = Workspace.With("print('a')\n");
        await EagerCommand.RunAsync(at, "run", "--mode", "both", "--summary", "summary.json", "program.py");
        var summary = at.Parsed("summary.json");
        Assert.Equal(["serial", "eager"], summary.Members());
        foreach (var arm in summary.EnumerateObject())
        {
            Assert.Equal(Members, arm.Value.Members());
            Assert.Equal(arm.Name, Text(arm.Value, "mode"));
        }
    }

    [Fact]
    public async Task Summary_should_be_written_when_the_program_fails()
    {
        using var at = Workspace.With("print('a')\nraise ValueError('b')\n");
        var run = await EagerCommand.RunAsync(at, "run", "--summary", "summary.json", "program.py");
        var summary = at.Parsed("summary.json");
        Assert.Equal((1, 1), (run.Status, summary.GetProperty("exit").GetInt32()));
        Assert.Equal(("ValueError", "b"), (Text(summary.GetProperty("error"), "type"), Text(summary.GetProperty("error"), "message")));
    }

    [Fact]
    public async Task First_output_should_be_null_when_there_was_none()
    {
        using var at = Workspace.With("x = 1\n");
        await EagerCommand.RunAsync(at, "run", "--summary", "summary.json", "program.py");
        Assert.Equal(JsonValueKind.Null, at.Parsed("summary.json").GetProperty("first_output_s").ValueKind);
    }

    [Fact]
    public async Task Generation_should_take_as_long_as_the_rate_says_when_tokens_are_paced()
    {
        // 40 tokens of four characters at 40 a second: the last is due after one second, and no busy machine makes it earlier.
        using var at = Workspace.With(string.Concat(Enumerable.Repeat("x = 1; \n", 20)));
        await EagerCommand.RunAsync(at, "run", "--rate", "40", "--summary", "summary.json", "program.py");
        Assert.InRange(Number(at.Parsed("summary.json"), "t_gen_s"), 0.99, 30);
    }

    [Fact]
    public async Task Statements_should_run_before_the_last_token_when_tokens_are_paced()
    {
        using var at = Workspace.With("print('early')\n" + string.Concat(Enumerable.Repeat("x = 1\n", 40)));
        await EagerCommand.RunAsync(at, "run", "--rate", "50", "--summary", "summary.json", "program.py");
        var summary = at.Parsed("summary.json");
        Assert.True(Number(summary, "first_output_s") < Number(summary, "t_gen_s"), summary.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2000")]
    public async Task Record_should_hold_the_program_when_its_texts_are_joined(string rate)
    {
        const string program = "print('gr\u00fc\u00dfe \U0001F600')\nx = '''a\n\n\"\\\\ '''\nprint(x)\n";
        using var at = Workspace.With(program);
        await EagerCommand.RunAsync(at, "run", "--rate", rate, "--token-chars", "1", "--record", "trace.jsonl", "program.py");
        var trace = JsonLines.Parse(at.Read("trace.jsonl"));
        Assert.Equal("eager-trace/1", Text(trace[0], "format"));
        Assert.Equal("python", Text(trace[0], "language"));
        Assert.Equal([], ((string[])["session", "arrival"]).Except(trace[0].Members()));
        Assert.Equal(program, string.Concat(trace.Skip(1).Select(delta => Text(delta, "text"))));
        var times = trace.Skip(1).Select(delta => Number(delta, "t_ms")).ToArray();
        Assert.Equal(times.Order(), times);
        if (rate != "0")
            Assert.Equal(program.EnumerateRunes().Count(), times.Length);
    }

    [Fact]
    public async Task Record_should_hold_what_was_read_when_the_program_fails()
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--record", "trace.jsonl", "-");
        await run.WriteAsync("1 / 0\n");
        Assert.Equal(1, (await run.FinishAsync()).Status);
        Assert.Equal("1 / 0\n", string.Concat(JsonLines.Parse(at.Read("trace.jsonl")).Skip(1).Select(delta => Text(delta, "text"))));
    }

    private static string Text(JsonElement entry, string member) => entry.GetProperty(member).GetString()!;

    private static double Number(JsonElement entry, string member) => entry.GetProperty(member).GetDouble();
}
