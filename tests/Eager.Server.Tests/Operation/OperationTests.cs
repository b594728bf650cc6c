namespace Eager.Server.Tests.Operation;

public sealed class OperationTests
{
    [Fact]
    public async Task Metrics_should_count_what_ran_and_show_no_code()
    {
        await using var server = await RunningServer.StartAsync();
        await server.ExecuteAsync(await server.NewSessionAsync(), "secret = 'print nothing of this'\nprint(secret)\n");
        var text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), RunningServer.Cancellation);
        Assert.Contains("# TYPE eager_execution_queue_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Matches("eager_statements_total\\{language=\"python\"\\} [1-9]", text);
        Assert.Contains("eager_sessions_active 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing of this", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("PATCH", "/v1/sessions", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/sessions/ses_0", 404, "session-unknown")]
    [InlineData("POST", "/v1/sessions/ses_0/executions", 404, "session-unknown")]
    public async Task Address_that_is_wrong_should_be_answered_with_its_problem(string method, string path, int status, string problem)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await server.Client.SendAsync(request, RunningServer.Cancellation);
        Assert.Equal(((HttpStatusCode)status, problem), await RunningServer.ProblemOf(response));
    }

    [Fact]
    public async Task Stop_should_let_a_program_end_that_can_and_cut_off_what_waits_for_code()
    {
        await using var server = await RunningServer.StartAsync(options => options.DrainDeadline = TimeSpan.FromSeconds(3));
        await using var waiting = await RawConnection.PostAsync(server.Address, $"{await server.NewSessionAsync()}/executions");
        await waiting.ChunkAsync("print('certain')\nprint('uncertain')");
        await waiting.UntilAsync("certain");
        await using var running = await RawConnection.PostAsync(server.Address, $"{await server.NewSessionAsync()}/executions");
        await running.ChunkAsync("print('begun')\nimport time; time.sleep(1)\nprint('ended')\n");
        await running.EndAsync();
        await running.UntilAsync("begun");

        var stopping = server.StopAsync();
        Assert.Contains("ended", await running.UntilAsync("session.completed"), StringComparison.Ordinal);
        Assert.DoesNotContain("uncertain", await waiting.UntilAsync("session.completed"), StringComparison.Ordinal);
        await stopping;
    }

    [Fact]
    public void Problems_should_all_be_documented()
    {
        var document = File.ReadAllText(Path.Join(Repository.Root, "docs", "host.md"));
        Assert.All(Problems.Problem.All, problem => Assert.Contains($"| `{problem.Name}` | {problem.Status} |", document, StringComparison.Ordinal));
    }
}
