namespace Eager.Server.Tests.Executions;

public sealed class WholeCodeTests
{
    [Fact]
    public async Task Result_should_hold_output_value_files_and_times()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        using var response = await server.PostAsync(
            $"{session}/executions", """{"code":"import sys\nprint('é')\nprint('e', file=sys.stderr)\nopen('made.txt','w').write('x')\nlen(sys.argv)","display":true,"arguments":["one"]}""");
        var result = await RunningServer.JsonOf(response);
        Assert.Equal("é\n", result.GetProperty("stdout").GetString());
        Assert.Equal("e\n", result.GetProperty("stderr").GetString());
        Assert.Equal("2", result.GetProperty("displays")[0].GetProperty("text/plain").GetString());
        Assert.Equal("made.txt", Assert.Single(result.GetProperty("changed_files").EnumerateArray()).GetString());
        Assert.Equal(0, result.GetProperty("summary").GetProperty("exit").GetInt32());
        Assert.True(result.GetProperty("queue_ms").GetDouble() >= 0);
    }

    [Fact]
    public async Task Error_should_be_in_the_summary_with_its_line()
    {
        await using var server = await RunningServer.StartAsync();
        var result = await server.ExecuteAsync(await server.NewSessionAsync(), "print(1)\n1/0\nprint(2)\n");
        var error = result.GetProperty("summary").GetProperty("error");
        Assert.Equal(("1\n", "ZeroDivisionError", 2), (result.GetProperty("stdout").GetString(), error.GetProperty("type").GetString(), error.GetProperty("line").GetInt32()));
        Assert.Equal(1, result.GetProperty("summary").GetProperty("exit").GetInt32());
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"type\":\"session.opened\",\"seq\":0")]
    [InlineData("text/event-stream", "id: 0\ndata: {\"type\":\"session.opened\",\"seq\":0")]
    public async Task Events_should_be_the_answer_when_they_are_accepted(string accept, string first)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.PostAsync($"{await server.NewSessionAsync()}/executions", """{"code":"print(1)"}""", accept: accept);
        Assert.Equal(accept, response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.StartsWith(first, text, StringComparison.Ordinal);
        Assert.Contains("session.completed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":1}""", "application/json", 400, "malformed-json")]
    [InlineData("""{"code":"1","mode":"fast"}""", "application/json", 422, "invalid-request")]
    [InlineData("""{"code":"1","on_error":"panic"}""", "application/json", 422, "invalid-request")]
    [InlineData("a=b", "application/x-www-form-urlencoded", 415, "unsupported-media")]
    public async Task Requests_that_are_wrong_should_be_refused_with_their_problem(string body, string mediaType, int status, string problem)
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        using var response = await server.PostAsync($"{session}/executions", body, mediaType);
        Assert.Equal(((HttpStatusCode)status, problem), await RunningServer.ProblemOf(response));
        Assert.Equal(0, (await server.GetAsync($"{session}/executions")).GetProperty("executions").GetArrayLength());
    }

    [Fact]
    public async Task Body_that_is_too_large_should_be_refused()
    {
        await using var server = await RunningServer.StartAsync(options => (options.MaxJsonBytes, options.MaxCodeBytes) = (1000, 500));
        var session = await server.NewSessionAsync();
        using var json = await server.PostAsync($"{session}/executions", JsonSerializer.Serialize(new { code = new string('#', 2000) }));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), await RunningServer.ProblemOf(json));
        using var code = await server.PostAsync($"{session}/executions", new string('#', 2000), "text/plain");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), await RunningServer.ProblemOf(code));
    }

    [Fact]
    public async Task Limit_of_the_session_should_end_its_program()
    {
        await using var server = await RunningServer.StartAsync();
        var result = await server.ExecuteAsync(await server.NewSessionAsync("""{"limits":{"duration_s":0.5}}"""), "while True: pass\n");
        Assert.Equal(124, result.GetProperty("summary").GetProperty("exit").GetInt32());
    }

    [Fact]
    public async Task Backend_that_cannot_start_should_be_told_and_leave_the_place_free()
    {
        await using var server = await RunningServer.StartAsync(options => options.MaxExecutions = 1);
        var python = await server.NewSessionAsync();
        Directory.Delete(Path.Join(server.Workspaces, Path.GetFileName(python)), recursive: true);
        using var refused = await server.PostAsync($"{python}/executions", """{"code":"1"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "backend-unavailable"), await RunningServer.ProblemOf(refused));
        await server.ExecuteAsync(await server.NewSessionAsync(), "print(1)");
    }
}
