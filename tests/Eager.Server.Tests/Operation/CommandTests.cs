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

    [Fact]
    public async Task Server_should_be_ready_when_its_pools_are_and_fork_for_sandboxes()
    {
        using var server = Start(Repository.Command, "serve", "--urls", "http://127.0.0.1:0", "--set", "Pool:Maximum=8", "--set", "Preload:0=json");
        try
        {
            var said = await server.StandardOutput.ReadLineAsync(RunningServer.Cancellation);
            using var client = new HttpClient { BaseAddress = new Uri(said!.Split(' ')[2].TrimEnd(';')) };
            while ((await client.GetAsync(new Uri("/health/ready", UriKind.Relative), RunningServer.Cancellation)).StatusCode != HttpStatusCode.OK)
                await Task.Delay(50, RunningServer.Cancellation);
            var session = await PostAsync(client, "/v1/sessions", """{"backend":"sandbox"}""");
            await PostAsync(client, $"/v1/sessions/{session.GetProperty("id").GetString()}/executions", """{"code":"print(1)"}""");
            var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), RunningServer.Cancellation);
            Assert.Matches("eager_pool_sessions_total\\{backend=\"sandbox\",language=\"python\",start=\"warm\"\\} 1", metrics);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(RunningServer.Cancellation);
        }
    }

    [Fact]
    public async Task Logs_should_be_lines_of_JSON_without_code_or_output()
    {
        var start = new ProcessStartInfo(Repository.Command, ["serve", "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var server = Process.Start(start)!;
        try
        {
            var logs = server.StandardError.ReadToEndAsync(RunningServer.Cancellation);
            var said = await server.StandardOutput.ReadLineAsync(RunningServer.Cancellation);
            using var client = new HttpClient { BaseAddress = new Uri(said!.Split(' ')[2].TrimEnd(';')) };
            using var created = await client.PostAsync(new Uri("/v1/sessions", UriKind.Relative), null, RunningServer.Cancellation);
            using var code = new StringContent("secret = 1\nprint('se' + 'cret output')\nraise ValueError(secret)\n", System.Text.Encoding.UTF8, "text/plain");
            using var ran = await client.PostAsync(new Uri($"{created.Headers.Location}/executions", UriKind.Relative), code, RunningServer.Cancellation);
            Assert.Contains("secret output", await ran.Content.ReadAsStringAsync(RunningServer.Cancellation), StringComparison.Ordinal);
            using var stop = Start("kill", "-TERM", $"{server.Id}");
            await server.WaitForExitAsync(RunningServer.Cancellation);
            var lines = (await logs).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(lines, line => JsonDocument.Parse(line).RootElement.GetProperty("State").TryGetProperty("QueueMilliseconds", out _));
            Assert.DoesNotContain(lines, line => line.Contains("secret", StringComparison.Ordinal));
        }
        finally
        {
            if (!server.HasExited)
                server.Kill();
        }
    }

    [Theory]
    [InlineData("--pool", "perhaps")]
    [InlineData("--set", "Pool:Nothing=1")]
    [InlineData("--set", "Pool:Minimum=many")]
    [InlineData("--set", "Pool:Minimum=-1")]
    [InlineData("--urls", "http://0.0.0.0:0")]
    [InlineData("--urls", "nowhere")]
    [InlineData("--urls", "http://localhost:0")]
    [InlineData("--urls", "http://127.0.0.1:8080/path")]
    [InlineData("--urls", "https://127.0.0.1:8443")]
    [InlineData("--set", "Nothing=1")]
    [InlineData("--set", "MaxSessions=many")]
    [InlineData("--set", "MaxSessions")]
    [InlineData("--set", "Proxy:Upstream=https://api.openai.com/v1")]
    [InlineData("--set", "Proxy:Result=mail")]
    [InlineData("--set", "Proxy:Toll=run_code")]
    [InlineData("--set", "Otlp=nowhere")]
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

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body, RunningServer.Cancellation);
        return await RunningServer.JsonOf(response);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}
