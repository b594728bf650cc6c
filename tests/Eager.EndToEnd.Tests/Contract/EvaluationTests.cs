namespace Eager.EndToEnd.Contract;

/// <summary><c>eager evaluate</c> and <c>eager evaluate tables</c>, on a corpus of one program that ends and one that fails.</summary>
public sealed class EvaluationTests
{
    [Fact]
    public async Task Arms_should_be_measured_once_and_become_tables_and_pictures()
    {
        using var at = new Workspace();
        Program(at, "ends", "run", "print(1)\nprint(2)\n");
        Program(at, "fails", "errors", "print(1)\n1 / 0\nprint('never')\n");
        at.Write("program.py", "print(3)\n");
        await EagerCommand.RunAsync(at, "run", "--rate", "500", "--record", "run.trace", "program.py");
        string[] command = ["evaluate", "--corpus", ".", "--trace", "run.trace", "--arms", "cold,warm,ours", "--rates", "500", "--csv", "runs.csv", "--record", "events"];

        var first = await EagerCommand.RunAsync(at, command);
        var lines = at.Read("runs.csv");
        var again = await EagerCommand.RunAsync(at, command);
        var tables = await EagerCommand.RunAsync(at, "evaluate", "tables", "runs.csv", "--plots", "plots");

        Assert.Equal((0, 10, 0), (first.Status, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, again.Status));
        Assert.Equal(lines, at.Read("runs.csv"));
        var simulated = await EagerCommand.RunAsync(at, "simulate", Path.Join("events", "origin.origin-one.ends.straight.ours@500.1.ndjson"));

        Assert.Equal((0, ""), (tables.Status, tables.Complaint));
        Assert.Equal(tables.Output, again.Output);
        Assert.Contains("| straight | 500 | 3 | 3 of 3 | 3 of 3 |", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (simulated.Status, simulated.Complaint));
        Assert.Contains("| origin | 500 | 1 | ", tables.Output, StringComparison.Ordinal);
        Assert.Contains("| that models wrote | 500 | 1 | ours | ", tables.Output, StringComparison.Ordinal);
        Assert.Contains("| straight | 500 | 3 | 3 of 3 | 3 of 3 |", tables.Output, StringComparison.Ordinal);
        Assert.Equal(["e2el.svg", "nel.svg"], Directory.GetFiles(at.In("plots")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--arms knows no arm 'fast'", "--corpus", ".", "--csv", "a.csv", "--arms", "fast")]
    [InlineData("--shapes knows no shape 'round'", "--corpus", ".", "--csv", "a.csv", "--shapes", "round")]
    [InlineData("no corpus in .: index.jsonl is missing", "--corpus", ".", "--csv", "a.csv")]
    [InlineData("no such file: a.csv", "tables", "a.csv")]
    public async Task Bad_use_should_be_one_line(string expected, params string[] arguments)
    {
        using var at = new Workspace();

        var finished = await EagerCommand.RunAsync(at, ["evaluate", .. arguments]);

        finished.ShouldRefuse(64, expected);
    }

    private static void Program(Workspace at, string name, string group, string text)
    {
        var folder = Path.Join("python", "origin-one", name);
        Directory.CreateDirectory(at.In(folder));
        at.Write(Path.Join(folder, "program.py"), text);
        File.AppendAllText(
            at.In("index.jsonl"), $$"""{"id":"{{name}}","lang":"python","group":"{{group}}","deterministic":true,"wall_s":0.1,"path":"{{folder}}/program.py"}""" + "\n");
    }
}
