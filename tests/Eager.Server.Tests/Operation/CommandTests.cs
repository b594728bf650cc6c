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
            using var shell = Start("bash", "-ec", lines);
            var output = await shell.StandardOutput.ReadToEndAsync(RunningServer.Cancellation);
            await shell.WaitForExitAsync(RunningServer.Cancellation);
            Assert.Equal(0, shell.ExitCode);
            Assert.Contains("\"stdout\":\"42\\n\"", output, StringComparison.Ordinal);
            Assert.Contains("\"text\":\"early", output, StringComparison.Ordinal);
            Assert.EndsWith("}\n", output, StringComparison.Ordinal);

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

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}
