namespace Eager.EndToEnd.Contract;

/// <summary><c>--open-blocks</c>: a wrapped program runs while it arrives, and shows what it shows without.</summary>
public sealed class OpenBlockTests
{
    private const string Wrapped =
        """
        import sys
        if __name__ == "__main__":
            for n in range(3):
                print("turn", n)
            try:
                with open("/dev/null") as file:
                    print(file.closed, {}["absent"])
            except KeyError as error:
                print(sys.exc_info()[1] is error, error.__traceback__.tb_lineno)
            finally:
                print(file.closed)
            raise ValueError(n)

        """;

    [Theory]
    [InlineData("off", 2, 2)]
    [InlineData("on", 2, 10)]
    [InlineData("auto", 2, 10)]
    public async Task Wrapped_program_should_do_the_same_in_parts(string choice, int statements, int fewestUnits)
    {
        using var at = Workspace.With(Wrapped);
        var run = await EagerCommand.RunAsync(
            at, "run", "--open-blocks", choice, "--python", "/usr/bin/python3", "--rate", "60", "--summary", "summary.json", "program.py");
        Assert.Equal(("turn 0\nturn 1\nturn 2\nTrue 7\nTrue\n", 1), (run.Output, run.Status));
        Assert.Contains("line 12, in <module>\n    raise ValueError(n)\nValueError: 2\n", run.Complaint, StringComparison.Ordinal);
        var summary = at.Parsed("summary.json");
        Assert.Equal(statements, summary.GetProperty("statements").GetInt32());
        Assert.InRange(summary.GetProperty("units").GetInt32(), fewestUnits, choice == "off" ? 2 : 40);
    }
}
