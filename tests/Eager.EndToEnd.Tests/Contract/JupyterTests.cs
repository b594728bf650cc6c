namespace Eager.EndToEnd.Contract;

/// <summary><c>--backend jupyter</c>: a kernel of a server that the command starts.</summary>
public sealed class JupyterTests
{
    [Theory]
    [InlineData("import sys\nx = 6\nprint(x * 7, sys.argv[1:])\nx\n", "42 ['a']\n6\n", 0)]
    [InlineData("print('out')\nraise SystemExit(7)\nprint('never')\n", "out\n", 7)]
    [InlineData("print('out')\n1 / 0\nprint('never')\n", "out\n", 1)]
    [InlineData("print('out')\nx = = 2\n", "out\n", 1, false)]
    public async Task Program_should_end_in_a_kernel_as_it_does_in_a_process(string program, string expected, int status, bool serially = true)
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/jupyter-server") && File.Exists("/usr/share/jupyter/kernels/python3/kernel.json"),
            "jupyter-server and python3-ipykernel are not installed, and could not be");
        foreach (var mode in serially ? new[] { "eager", "serial" } : ["eager"])
        {
            using var at = Workspace.With(program);
            var run = await EagerCommand.RunAsync(at, "run", "--backend", "jupyter", "--display", "--mode", mode, "program.py", "a");
            Assert.Equal((expected, status), (run.Output, run.Status));
        }
    }

    [Theory]
    [InlineData("--jupyter-url", "nowhere", "--jupyter-url takes")]
    [InlineData("--effects", "strict", "cannot hold")]
    public async Task Option_should_be_refused_when_the_backend_has_no_use_for_it(string option, string value, string complaint)
    {
        using var at = Workspace.With("print(1)\n");
        var run = await EagerCommand.RunAsync(at, "run", "--backend", "jupyter", option, value, "program.py");
        Assert.Equal((64, ""), (run.Status, run.Output));
        Assert.Contains(complaint, run.Complaint, StringComparison.Ordinal);
    }
}
