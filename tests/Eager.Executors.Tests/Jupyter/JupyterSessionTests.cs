using System.Text;
using Eager.Executions;
using Eager.Executors.Jupyter;
using Eager.Executors.Jupyter.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eager.Executors.Tests.Jupyter;

/// <summary>What the kit does not ask of every backend.</summary>
[Collection(nameof(JupyterKernels))]
public sealed class JupyterSessionTests(JupyterKernels kernels)
{
    [Fact]
    public async Task Server_should_leave_nothing_when_its_backend_is_disposed_of()
    {
        JupyterKernels.RequireInstalled();
        var backend = JupyterKernels.Create();
        var session = await backend.OpenAsync(TestBackends.Program, CancellationToken.None);
        await session.SubmitAsync(
            "import os, subprocess; print(os.getppid(), os.getpid(), subprocess.Popen(['sleep', '1000'], start_new_session=True).pid)\n");
        var processes = (await session.LineAsync()).Split(' ').Select(int.Parse).ToArray();
        Assert.All(processes, process => Assert.True(ProcessTable.IsAlive(process)));

        await session.DisposeAsync();
        await backend.DisposeAsync();

        Assert.All(processes, process => Assert.False(ProcessTable.IsAlive(process)));
    }

    [Fact]
    public async Task Server_should_have_a_folder_that_is_named_for_its_host()
    {
        JupyterKernels.RequireInstalled();
        await using (await OwnServer.StartAsync("jupyter-server", TimeProvider.System, NullLogger.Instance, CancellationToken.None))
            Assert.NotEmpty(Directory.GetDirectories(Path.GetTempPath(), $"eager-jupyter-*-{Environment.ProcessId}-*"));
    }

    [Fact]
    public async Task Session_should_be_lost_and_the_next_start_a_server_when_the_server_dies()
    {
        JupyterKernels.RequireInstalled();
        await using var backend = JupyterKernels.Create();
        await using (var session = await backend.OpenAsync(TestBackends.Program, CancellationToken.None))
        {
            await session.SubmitAsync("import os, signal; os.kill(os.getppid(), signal.SIGKILL)\n");
            Assert.NotNull((await session.ToEndAsync()).Closed().Loss);
        }

        await using var next = await backend.OpenAsync(TestBackends.Program, CancellationToken.None);
        Assert.Equal("alive", await next.PrintedAsync("print('alive')\n"));
    }

    [Fact]
    public async Task Session_should_run_on_a_server_that_is_named_by_its_address_and_its_token()
    {
        JupyterKernels.RequireInstalled();
        await using var server = await OwnServer.StartAsync("jupyter-server", TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await using var backend = JupyterKernels.Create(options => (options.Url, options.Token) = (server.Url, server.Token));
        await using (var session = await backend.OpenAsync(TestBackends.Program, CancellationToken.None))
            Assert.Equal("42", await session.PrintedAsync("print(42)\n"));

        await using var stranger = JupyterKernels.Create(options => (options.Url, options.Token) = (server.Url, "wrong"));
        var refused = await Assert.ThrowsAsync<BackendUnavailableException>(
            async () => await stranger.OpenAsync(TestBackends.Program, CancellationToken.None));
        Assert.Contains("token", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_should_read_the_sessions_input_and_then_its_end()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("first\n"));
        await using var session = await kernels.Backend.OpenAsync(TestBackends.Program with { Input = input }, CancellationToken.None);
        await session.SubmitAsync("print(input('> '))\n", "input()\n");
        var events = await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 1);
        Assert.Equal("> first\n", events.Text());
        Assert.Equal("EOFError", Assert.Single(events.OfType<ErrorRaised>()).Error.Type);
    }

    [Fact]
    public async Task Traceback_should_name_the_programs_own_lines_on_standard_error()
    {
        await using var session = await kernels.Backend.OpenAsync(TestBackends.Program, CancellationToken.None);
        await session.SubmitAsync("def f():\n    return 1 / 0\n", "\n# a comment\nf()\n");
        var events = await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 1);
        var error = Assert.Single(events.OfType<ErrorRaised>()).Error;
        Assert.Equal(5, error.Line);
        Assert.Contains("File \"program.py\", line 5, in <module>\n    f()\n", error.Traceback, StringComparison.Ordinal);
        Assert.Contains("File \"program.py\", line 2, in f\n    return 1 / 0\n", error.Traceback, StringComparison.Ordinal);
        Assert.Equal(error.Traceback.TrimEnd('\n') + "\n", events.Text(OutputStream.Stderr));
    }

    [Fact]
    public async Task Program_should_see_its_file_its_arguments_and_its_directory()
    {
        var folder = Directory.CreateTempSubdirectory("eager-jupyter-test-");
        await using (var session = await kernels.Backend.OpenAsync(
            TestBackends.Program with { WorkingDirectory = folder.FullName, Arguments = ["program.py", "ü", "'\"\\"] }, CancellationToken.None))
        {
            await session.SubmitAsync("import sys, os\n", "print(__name__, __file__, sys.argv[1:] == ['ü', '\\'\"\\\\'], os.getcwd())\n");
            Assert.Equal($"__main__ program.py True {folder.FullName}", (await session.LineAsync()).Trim());
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Figure_should_last_from_statement_to_statement_until_it_is_shown()
    {
        await using var session = await kernels.Backend.OpenAsync(TestBackends.Program with { Display = true }, CancellationToken.None);
        await session.SubmitAsync(
            "import matplotlib.pyplot as plt\n", "plt.plot([1, 2])\n", "plt.title('t')\n", "print(len(plt.get_fignums()))\n", "plt.show()\n");
        var events = await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 4);
        Assert.Equal("1\n", events.Text());
        Assert.Equal(4, Assert.Single(events.OfType<DisplayReceived>()).UnitId);
    }

    [Fact]
    public async Task Opening_should_say_what_is_missing()
    {
        var options = TestBackends.Program;
        await using var nowhere = JupyterKernels.Create(jupyter => jupyter.Server = "no-such-jupyter");
        Assert.Contains("not installed", (await RefusedAsync(nowhere, options)).Message, StringComparison.Ordinal);
        await using var closed = JupyterKernels.Create(jupyter => jupyter.Url = new Uri("http://127.0.0.1:1/"));
        Assert.Contains("does not answer", (await RefusedAsync(closed, options)).Message, StringComparison.Ordinal);
        var limited = options with { Limits = new ProgramLimits { MemoryBytes = 1 << 30 } };
        Assert.Contains("no limit", (await RefusedAsync(kernels.Backend, limited)).Message, StringComparison.Ordinal);
    }

    private static async Task<BackendUnavailableException> RefusedAsync(JupyterBackend backend, BackendSessionOptions options) =>
        await Assert.ThrowsAsync<BackendUnavailableException>(async () => await backend.OpenAsync(options, CancellationToken.None));
}
