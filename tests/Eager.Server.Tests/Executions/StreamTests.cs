namespace Eager.Server.Tests.Executions;

/// <summary>Code as a chunked request body, events as the response to it.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Events_should_come_back_while_the_code_is_still_sent()
    {
        await using var server = await RunningServer.StartAsync();
        await using var client = await RawConnection.PostAsync(server.Address, $"{await server.NewSessionAsync()}/executions", "Expect: 100-continue\r\n");
        await client.UntilAsync("100 Continue");
        await client.UntilAsync("session.opened");
        await client.ChunkAsync("print('early')\nprint(");
        await client.UntilAsync("early");
        await client.ChunkAsync("'late')");
        await client.EndAsync();
        var all = await client.UntilAsync("session.completed");
        Assert.Contains("late", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_should_interrupt_the_one_who_sends()
    {
        await using var server = await RunningServer.StartAsync();
        await using var client = await RawConnection.PostAsync(server.Address, $"{await server.NewSessionAsync()}/executions");
        await client.ChunkAsync("1/0\n");
        Assert.Contains("generation.interrupt", await client.UntilAsync("session.completed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_goes_should_leave_nothing_done_that_was_not_certain()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        await using (var client = await RawConnection.PostAsync(server.Address, $"{session}/executions"))
        {
            await client.ChunkAsync("print('certain\\n', end='')\nopen('held.txt', 'w').write('x')\nprint('uncertain')");
            await client.UntilAsync("certain");
        }

        var execution = (await server.GetAsync($"{session}/executions")).GetProperty("executions")[0].GetProperty("id").GetString();
        var ended = await server.EndedAsync($"{session}/executions/{execution}");
        Assert.Equal("certain\n", ended.GetProperty("stdout").GetString());
        Assert.Empty(ended.GetProperty("changed_files").EnumerateArray());
        Assert.Equal("2\n", (await server.ExecuteAsync(session, "print(2)")).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Client_that_goes_should_not_leave_its_program_running()
    {
        await using var server = await RunningServer.StartAsync(options => options.MaxExecutions = 1);
        var session = await server.NewSessionAsync();
        await using (var client = await RawConnection.PostAsync(server.Address, $"{session}/executions"))
        {
            await client.ChunkAsync("print('inside')\nwhile True:\n  try:\n    while True: pass\n  except BaseException: pass\nprint('out')\n");
            await client.UntilAsync("inside");
        }

        Assert.Equal("2\n", (await server.ExecuteAsync(await server.NewSessionAsync(), "print(2)")).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Code_beyond_the_limit_should_cut_the_program_off()
    {
        await using var server = await RunningServer.StartAsync(options => options.MaxCodeBytes = 1000);
        await using var client = await RawConnection.PostAsync(server.Address, $"{await server.NewSessionAsync()}/executions");
        await client.ChunkAsync("print(1)\n");
        await client.UntilAsync("\"output\"");
        await client.ChunkAsync(new string('#', 1000));
        Assert.Contains("the code is longer than 1000 bytes", await client.UntilAsync("session.completed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_that_are_malformed_should_cut_the_program_off()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        await using var client = await RawConnection.PostAsync(server.Address, $"{session}/executions");
        await client.ChunkAsync("print('1\\n', end='')\nprint(2)");
        await client.UntilAsync("\"output\"");
        await client.SendAsync("no chunk\r\n");
        var execution = (await server.GetAsync($"{session}/executions")).GetProperty("executions")[0].GetProperty("id").GetString();
        Assert.Equal("1\n", (await server.EndedAsync($"{session}/executions/{execution}")).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Worker_that_is_killed_should_end_its_execution_and_no_other()
    {
        await using var server = await RunningServer.StartAsync();
        var other = await server.OpenAsync(await server.NewSessionAsync());
        using var half = await server.AppendAsync(other, "x = 1\n");
        var killed = await server.ExecuteAsync(await server.NewSessionAsync("""{"effects":"open"}"""), "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nprint('never')\n");
        Assert.Equal(137, killed.GetProperty("summary").GetProperty("exit").GetInt32());
        using var rest = await server.AppendAsync(other, "print(x)\n", "?end=true");
        Assert.Equal("1\n", (await server.EndedAsync(other)).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Reader_that_is_slow_should_hold_its_program_back_and_then_be_let_go()
    {
        await using var server = await RunningServer.StartAsync(options => (options.EventBytes, options.SlowReaderDeadline) = (64 * 1024, TimeSpan.FromSeconds(1)));
        var session = await server.NewSessionAsync();
        await using var slow = await RawConnection.PostAsync(server.Address, $"{session}/executions");
        await slow.ChunkAsync("import sys\nwhile True: sys.stdout.write('x' * 4096)\npass\n");
        await slow.UntilAsync("session.opened");
        var execution = (await server.GetAsync($"{session}/executions")).GetProperty("executions")[0].GetProperty("id").GetString();
        Assert.Equal("1\n", (await server.ExecuteAsync(await server.NewSessionAsync(), "print(1)")).GetProperty("stdout").GetString());
        var ended = await server.EndedAsync($"{session}/executions/{execution}");
        Assert.Equal(130, ended.GetProperty("summary").GetProperty("exit").GetInt32());
    }
}
