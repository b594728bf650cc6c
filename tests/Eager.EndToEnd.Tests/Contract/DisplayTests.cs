using System.Text.Json;

namespace Eager.EndToEnd.Contract;

/// <summary><c>--display</c> and <c>--top-level-await</c>: a program as a notebook's cell.</summary>
public sealed class DisplayTests
{
    [Theory]
    [InlineData("print('out')\n6 * 7\n", "out\n42\n")]
    [InlineData("6 * 7", "42\n")]
    [InlineData("6 * 7\n# the end\n", "42\n")]
    [InlineData("6 * 7;\n", "")]
    [InlineData("print('out')\n", "out\n")]
    [InlineData("display('a')\nprint('b')\n'c'\n", "'a'\nb\n'c'\n")]
    [InlineData("import pandas as pd\npd.Series([1, 2]).sum()\n", "3\n")]
    public async Task Result_should_be_printed_after_the_output_when_it_is_asked_for(string program, string expected)
    {
        foreach (var mode in new[] { "eager", "serial" })
        {
            using var at = Workspace.With(program);
            var run = await EagerCommand.RunAsync(at, "run", "--display", "--mode", mode, "program.py");
            Assert.Equal((expected, "", 0), (run.Output, run.Complaint, run.Status));
        }
    }

    [Fact]
    public async Task Result_should_not_be_printed_when_nobody_asked_for_it()
    {
        using var at = Workspace.With("6 * 7\n");
        Assert.Equal("", (await EagerCommand.RunAsync(at, "run", "program.py")).Output);
    }

    [Fact]
    public async Task Events_should_carry_every_form_of_what_is_shown()
    {
        using var at = Workspace.With("import matplotlib.pyplot as plt, pandas as pd\nplt.plot([1, 2]);\nplt.show()\npd.DataFrame({'a': [1]})\n");
        var run = await EagerCommand.RunAsync(at, "run", "--display", "--events", "program.py");
        var events = JsonLines.Parse(run.Output);
        var figure = events.Single(entry => entry.Type() == "display");
        Assert.Equal(2, figure.GetProperty("statement").GetInt32());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], figure.GetProperty("data").GetProperty("image/png").GetBytesFromBase64()[..4]);
        var result = events.Single(entry => entry.Type() == "result");
        Assert.Equal(JsonValueKind.Null, result.GetProperty("statement").ValueKind);
        Assert.Equal("   a\n0  1", result.GetProperty("data").GetProperty("text/plain").GetString());
        Assert.Contains("<table", result.GetProperty("data").GetProperty("text/html").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eager")]
    [InlineData("serial")]
    public async Task Await_should_be_allowed_outside_of_functions_when_it_is_asked_for(string mode)
    {
        using var at = Workspace.With("import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    print(n)\nt = asyncio.create_task(f(1))\nawait f(2)\nawait t\n");
        var run = await EagerCommand.RunAsync(at, "run", "--top-level-await", "--mode", mode, "program.py");
        Assert.Equal(("1\n2\n", "", 0), (string.Concat(run.Output.Split('\n').Order().Where(line => line != "").Select(line => line + "\n")), run.Complaint, run.Status));
    }

    [Fact]
    public async Task Await_should_be_an_error_outside_of_functions_when_it_is_not_asked_for() =>
        await PythonReference.ShouldEqualAsync("import asyncio\nawait asyncio.sleep(0)\n");
}
