using System.Diagnostics;

namespace Eager.Server.Tests.Clients;

/// <summary>The example of the documents: Python without dependencies.</summary>
public sealed class ExampleTests
{
    private static readonly string Example = Path.Join(Repository.Root, "docs", "examples", "stream.py");

    [Fact]
    public async Task Example_should_pass_output_on_while_it_sends_and_end_as_the_program_does()
    {
        const string Key = "sesame-open-sesame";
        await using var server = await RunningServer.StartAsync(options => options.ApiKeys.Add(Key));
        var program = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(program, "import sys\nprint('out \u20ac')\nprint('err', file=sys.stderr)\nsys.exit(5)\n", RunningServer.Cancellation);

            var (status, output, errors) = await RunAsync("--url", server.Address.ToString(), "--key", Key, program);
            Assert.Equal((5, "out \u20ac\n", "err\n"), (status, output, errors));

            (status, _, errors) = await RunAsync("--url", server.Address.ToString(), program);
            Assert.Equal(1, status);
            Assert.Contains("A valid API key is required.", errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public void Example_should_fit_on_a_screen_or_two() => Assert.InRange(File.ReadAllLines(Example).Length, 1, 100);

    private static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", [Example, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var example = Process.Start(start)!;
        var errors = example.StandardError.ReadToEndAsync(RunningServer.Cancellation);
        var output = await example.StandardOutput.ReadToEndAsync(RunningServer.Cancellation);
        await example.WaitForExitAsync(RunningServer.Cancellation);
        return (example.ExitCode, output, await errors);
    }
}
