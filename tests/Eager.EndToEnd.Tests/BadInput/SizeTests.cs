namespace Eager.EndToEnd.BadInput;

/// <summary>Large programs.</summary>
public sealed class SizeTests
{
    [Fact]
    public async Task Program_should_run_when_it_is_one_line_of_ten_megabytes()
    {
        using var at = Workspace.With($"x = '{new string('a', 10_000_000)}'\nprint(len(x))\n");
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(("10000000\n", "", 0), (run.Output, run.Complaint, run.Status));
    }

    [Fact]
    public async Task Run_should_end_with_a_limit_when_a_statement_is_larger_than_may_be()
    {
        using var at = Workspace.With($"print('a')\nx = '{new string('a', 20_000_000)}'\nprint('never')\n");
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal("a\n", run.Output);
        run.ShouldComplain(124, "statement");
    }

    [Fact]
    public async Task Serial_arm_should_refuse_as_the_eager_one_when_the_program_is_larger_than_may_be()
    {
        using var at = Workspace.With($"print('a')\nx = '{new string('a', 20_000_000)}'\nprint('never')\n");
        var run = await EagerCommand.RunAsync(at, "run", "--mode", "serial", "program.py");
        run.ShouldRefuse(124, "");
    }

    [Fact]
    public async Task Program_should_run_when_it_has_twenty_thousand_statements()
    {
        using var at = Workspace.With(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"x{i % 100} = {i}\n")) + "print(x99)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--summary", "summary.json", "program.py");
        Assert.Equal(("19999\n", "", 0), (run.Output, run.Complaint, run.Status));
        Assert.Equal(20_001, at.Parsed("summary.json").GetProperty("statements").GetInt32());
    }

    [Fact]
    public async Task Statements_should_all_report_when_each_prints()
    {
        using var at = Workspace.With(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"print({i})\n")));
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i}\n")), run.Output);
    }

    [Fact]
    public async Task Program_should_run_when_one_block_has_fifty_thousand_lines()
    {
        using var at = Workspace.With("def f():\n" + string.Concat(Enumerable.Repeat("    x = 1\n", 50_000)) + "    return x\nprint(f())\n");
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(("1\n", "", 0), (run.Output, run.Complaint, run.Status));
    }

    [Fact]
    public async Task Program_should_run_when_it_ends_in_a_megabyte_of_comments()
    {
        using var at = Workspace.With("print('a')\n" + string.Concat(Enumerable.Repeat("# nothing more\n", 70_000)));
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(("a\n", "", 0), (run.Output, run.Complaint, run.Status));
    }
}
