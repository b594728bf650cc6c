namespace Eager.Server.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public async Task Server_should_remove_the_folders_of_one_that_was_killed_and_nothing_else()
    {
        var workspaces = Directory.CreateTempSubdirectory("eager-left-");
        workspaces.CreateSubdirectory("ses_000000000000000000000000").CreateSubdirectory("deep");
        workspaces.CreateSubdirectory("mine");
        await using (var server = await RunningServer.StartAsync(options => options.Workspaces = workspaces.FullName))
            Assert.Equal("mine", Assert.Single(workspaces.EnumerateDirectories()).Name);
        Assert.Equal("mine", Assert.Single(workspaces.EnumerateFileSystemInfos()).Name);
        workspaces.Delete(recursive: true);
    }

    [Fact]
    public async Task Server_should_leave_the_folders_of_another_that_runs()
    {
        await using var first = await RunningServer.StartAsync();
        await first.NewSessionAsync();
        await using (await RunningServer.StartAsync(options => options.Workspaces = first.Workspaces))
            Assert.Equal(1, first.Folders);
    }

    [Fact]
    public async Task Session_should_be_created_listed_and_deleted()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync("""{"language":"python","backend":"process","effects":"strict","limits":{"duration_s":5},"idle_timeout_s":60}""");
        var json = await server.GetAsync(session);
        Assert.Equal("strict", json.GetProperty("effects").GetString());
        Assert.Equal(5, json.GetProperty("limits").GetProperty("duration_s").GetDouble());
        Assert.Equal(1, (await server.GetAsync("/v1/sessions")).GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, server.Folders);

        using var deleted = await server.Client.DeleteAsync(new Uri(session, UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, server.Folders);
        using var gone = await server.Client.GetAsync(new Uri(session, UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "session-unknown"), await RunningServer.ProblemOf(gone));
    }

    [Theory]
    [InlineData("{", 400, "malformed-json")]
    [InlineData("[]", 400, "malformed-json")]
    [InlineData("null", 400, "malformed-json")]
    [InlineData("""{"langage":"python"}""", 400, "malformed-json")]
    [InlineData("""{"limits":{"processes":"many"}}""", 400, "malformed-json")]
    [InlineData("""{"language":"cobol"}""", 422, "invalid-request")]
    [InlineData("""{"backend":"moon"}""", 422, "invalid-request")]
    [InlineData("""{"effects":"everything"}""", 422, "invalid-request")]
    [InlineData("""{"backend":"jupyter","effects":"strict"}""", 422, "invalid-request")]
    [InlineData("""{"limits":{"processes":0}}""", 422, "invalid-request")]
    [InlineData("""{"limits":{"duration_s":1e300}}""", 422, "invalid-request")]
    [InlineData("""{"idle_timeout_s":-1}""", 422, "invalid-request")]
    public async Task Settings_that_are_wrong_should_be_refused_with_their_problem(string body, int status, string problem)
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.PostAsync("/v1/sessions", body);
        Assert.Equal(((HttpStatusCode)status, problem), await RunningServer.ProblemOf(response));
        Assert.Equal(0, server.Folders);
    }

    [Fact]
    public async Task Session_should_go_when_nothing_happens_in_it()
    {
        await using var server = await RunningServer.StartAsync(options => options.IdleTimeout = TimeSpan.FromSeconds(1));
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        while (server.Folders > 0)
            await Task.Delay(20, RunningServer.Cancellation);
        using var gone = await server.Client.GetAsync(new Uri(execution, UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "session-unknown"), await RunningServer.ProblemOf(gone));
    }

    [Fact]
    public async Task Session_should_stay_when_its_program_still_runs()
    {
        await using var server = await RunningServer.StartAsync(options => options.IdleTimeout = TimeSpan.FromSeconds(1));
        var result = await server.ExecuteAsync(await server.NewSessionAsync(), "import time\ntime.sleep(2)\nprint('done')\n");
        Assert.Equal("done\n", result.GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Sessions_should_be_refused_when_there_is_no_room()
    {
        await using var server = await RunningServer.StartAsync(options => options.MaxSessions = 1);
        var session = await server.NewSessionAsync();
        using var ready = await server.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-capacity"), await RunningServer.ProblemOf(ready));
        using var refused = await server.PostAsync("/v1/sessions", "{}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-capacity"), await RunningServer.ProblemOf(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        using var deleted = await server.Client.DeleteAsync(new Uri(session, UriKind.Relative), RunningServer.Cancellation);
        await server.NewSessionAsync();
    }
}
