namespace Eager.EndToEnd.Contract;

/// <summary><c>--speculate</c>: a function's body runs while it arrives, and shows what it shows when it is called.</summary>
public sealed class SpeculationTests
{
    private const string Called =
        """
        import sys, time
        def main():
            print("one", flush=True)
            sys.stderr.write("two\n")
            total = sum(range(10))
            for n in range(3):
                total += n
            print("three", total)
            return 4
        if __name__ == "__main__":
            sys.exit(main())

        """;

    [Theory]
    [InlineData("process", "off")]
    [InlineData("process", "on")]
    [InlineData("sandbox", "off")]
    public async Task Function_should_do_the_same_in_parts(string backend, string pool)
    {
        using var at = Workspace.With(Called);
        var run = await RunAsync(at, "--backend", backend, "--pool", pool);
        Assert.Equal(("one\nthree 48\n", "two\n", 4), (run.Output, run.Complaint, run.Status));
        var summary = at.Parsed("summary.json");
        Assert.Equal(3, summary.GetProperty("statements").GetInt32());
        Assert.InRange(summary.GetProperty("units").GetInt32(), 5, 40);
    }

    [Fact]
    public async Task Function_should_fail_as_in_a_script_when_its_body_ran_ahead()
    {
        using var at = Workspace.With(Called.Replace("total += n", "total += n / 0", StringComparison.Ordinal));
        var run = await RunAsync(at);
        Assert.Equal(("one\n", 1), (run.Output, run.Status));
        Assert.Contains("line 11, in <module>\n    sys.exit(main())\n", run.Complaint, StringComparison.Ordinal);
        Assert.Contains("line 7, in main\n    total += n / 0\n", run.Complaint, StringComparison.Ordinal);
        Assert.StartsWith("two\nTraceback", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_should_be_read_once_when_the_body_asks_for_it()
    {
        using var at = Workspace.With("def main():\n    print('ask')\n    print('got', input())\n    print('end')\nmain()\n");
        var run = await EagerCommand.ShellAsync(at, "printf 'hello\\nrest\\n' | $EAGER run --speculate --python /usr/bin/python3 --rate 60 program.py");
        Assert.Equal(("ask\ngot hello\nend\n", 0), (run.Output, run.Status));
    }

    private static Task<Finished> RunAsync(Workspace at, params string[] options) => EagerCommand.RunAsync(
        at, ["run", "--speculate", .. options, "--python", "/usr/bin/python3", "--rate", "60", "--summary", "summary.json", "program.py"]);
}
