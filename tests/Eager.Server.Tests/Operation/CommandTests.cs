using System.Diagnostics;

namespace Eager.Server.Tests.Operation;

/// <summary>The command as it is built, and the lines of the document as they are printed.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Lines_of_the_document_should_work_as_printed()
    {
        using var server = Start(Repository.Command, "serve", "--urls", "http://127.0.0.1:0");
        try
        {
            var said = await server.StandardOutput.ReadLineAsync(RunningServer.Cancellation);
            var address = said!.Split(' ')[2].TrimEnd(';', '/');
            var lines = File.ReadAllText(Path.Join(Repository.Root, "docs", "host.md")).Split("```")[1].Replace("http://127.0.0.1:8080", address, StringComparison.Ordinal);
            using var shell = Start("bash", "-ec", $"cd \"$(mktemp -d)\" && trap 'rm -r \"$PWD\"' EXIT\n{lines}");
            var output = await shell.StandardOutput.ReadToEndAsync(RunningServer.Cancellation);
            await shell.WaitForExitAsync(RunningServer.Cancellation);
            Assert.Equal(0, shell.ExitCode);
            Assert.Contains("\"stdout\":\"42\\n\"", output, StringComparison.Ordinal);
            Assert.Contains("\"text\":\"early", output, StringComparison.Ordinal);
            Assert.Contains("data: {\"type\":\"session.completed\"", output, StringComparison.Ordinal);
            Assert.Contains("print(\"in pieces\")\n", output, StringComparison.Ordinal);
            Assert.EndsWith("}]}", output, StringComparison.Ordinal);

            using var stop = Start("kill", "-TERM", $"{server.Id}");
            await server.WaitForExitAsync(RunningServer.Cancellation);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
                server.Kill();
        }
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--urls", "nowhere")]
    [InlineData("--urls", "http://localhost:0")]
    [InlineData("--urls", "http://127.0.0.1:8080/path")]
    [InlineData("--urls", "https://127.0.0.1:8443")]
    [InlineData("--set", "Nothing=1")]
    [InlineData("--set", "MaxSessions=many")]
    [InlineData("--set", "MaxSessions")]
    public async Task Use_that_is_bad_should_be_refused(params string[] arguments)
    {
        using var server = Start(Repository.Command, ["serve", .. arguments]);
        Assert.Empty(await server.StandardOutput.ReadToEndAsync(RunningServer.Cancellation));
        await server.WaitForExitAsync(RunningServer.Cancellation);
        Assert.Equal(64, server.ExitCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://192.0.2.1:8080")]
    public async Task Address_that_cannot_be_had_should_be_said_in_one_line(string? address)
    {
        await using var other = await RunningServer.StartAsync();
        var start = new ProcessStartInfo(Repository.Command, ["serve", "--urls", address ?? other.Address.ToString(), "--set", "ApiKeys:0=sesame-open-sesame"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var server = Process.Start(start)!;
        var said = server.StandardError.ReadToEndAsync(RunningServer.Cancellation);

        Assert.Empty(await server.StandardOutput.ReadToEndAsync(RunningServer.Cancellation));
        Assert.StartsWith($"eager: cannot listen on {address ?? other.Address.ToString()}: ", Assert.Single((await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        await server.WaitForExitAsync(RunningServer.Cancellation);
        Assert.Equal(74, server.ExitCode);
    }

    [Fact]
    public async Task Server_should_say_what_happens_and_drain_when_it_is_interrupted()
    {
        using var server = Start("env", "--default-signal=INT", Repository.Command, "serve", "--urls", "http://127.0.0.1:0");
        Assert.StartsWith("listening on http://127.0.0.1:", await server.StandardOutput.ReadLineAsync(RunningServer.Cancellation), StringComparison.Ordinal);
        Assert.StartsWith("open it in a browser", await server.StandardOutput.ReadLineAsync(RunningServer.Cancellation), StringComparison.Ordinal);

        using var interrupt = Start("kill", "-INT", $"{server.Id}");

        Assert.Equal("stopping: programs that run may end within 10 s\n", await server.StandardOutput.ReadToEndAsync(RunningServer.Cancellation));
        await server.WaitForExitAsync(RunningServer.Cancellation);
        Assert.Equal(0, server.ExitCode);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}
