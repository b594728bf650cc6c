using System.Text;
using Eager.Engine.Traces;

namespace Eager.Server.Tests.Executions;

public sealed class AppendTests
{
    [Fact]
    public async Task Statement_should_run_while_the_code_still_arrives()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        await using var events = await EventStream.OpenAsync(server, execution);
        using var first = await server.AppendAsync(execution, "print('early')\nprint(");
        await events.UntilAsync("early");
        Assert.Equal("open", (await server.GetAsync(execution)).GetProperty("state").GetString());

        using var last = await server.AppendAsync(execution, "'late')", "?end=true");
        await events.UntilAsync("late");
        await events.NextAsync("session.completed");
        Assert.Equal("early\nlate\n", (await server.EndedAsync(execution)).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Reader_should_go_on_behind_the_last_event_that_it_saw()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        using var appended = await server.AppendAsync(execution, "print(1)\n", "?end=true");
        await server.EndedAsync(execution);
        await using var all = await EventStream.OpenAsync(server, execution);
        var events = await all.RestAsync();
        await using var resumed = await EventStream.OpenAsync(server, execution, lastEventId: "2");
        Assert.Equal(events.Skip(3), await resumed.RestAsync());
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(text => JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt32()));
    }

    [Fact]
    public async Task Events_that_are_not_kept_should_be_told_as_gone()
    {
        await using var server = await RunningServer.StartAsync(options => options.EventBytes = 2000);
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        using var appended = await server.AppendAsync(execution, "for i in range(200): print(i, flush=True)\n" + string.Concat(Enumerable.Repeat("1\n", 200)), "?end=true");
        await server.EndedAsync(execution);
        using var gone = await server.Client.GetAsync(new Uri($"{execution}/events", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.Gone, "events-gone"), await RunningServer.ProblemOf(gone));
        using var wrong = await server.Client.GetAsync(new Uri($"{execution}/events?from=x", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid-request"), await RunningServer.ProblemOf(wrong));
    }

    [Fact]
    public async Task Silent_stream_should_show_signs_of_life()
    {
        await using var server = await RunningServer.StartAsync(options => options.Heartbeat = TimeSpan.FromMilliseconds(50));
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        await using var events = await EventStream.OpenAsync(server, execution);
        while (await events.LineAsync() != ": alive")
        {
            // The opening comes first.
        }
    }

    [Fact]
    public async Task Offset_that_is_wrong_should_be_refused_and_change_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        using var first = await server.AppendAsync(execution, "print('é')\n", "?offset=0");
        Assert.Equal(12, (await RunningServer.JsonOf(first)).GetProperty("code_bytes").GetInt64());
        using var again = await server.AppendAsync(execution, "print('é')\n", "?offset=0");
        Assert.Equal((HttpStatusCode.Conflict, "offset-mismatch"), await RunningServer.ProblemOf(again));
        using var last = await server.AppendAsync(execution, "", "?offset=12&end=true");
        Assert.Equal("é\n", (await server.EndedAsync(execution)).GetProperty("stdout").GetString());
        using var late = await server.AppendAsync(execution, "print(2)\n");
        Assert.Equal((HttpStatusCode.Conflict, "code-ended"), await RunningServer.ProblemOf(late));
    }

    [Fact]
    public async Task Second_writer_should_be_refused_and_leave_the_first_alone()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.NewSessionAsync();
        var execution = await server.OpenAsync(session);
        await using var writer = await RawConnection.PostAsync(server.Address, $"{execution}/code?end=true");
        await writer.ChunkAsync("print('first')\n");
        while ((await server.GetAsync(execution)).GetProperty("code_bytes").GetInt64() == 0)
            await Task.Delay(10, RunningServer.Cancellation);

        using var second = await server.AppendAsync(execution, "print('second')\n");
        Assert.Equal((HttpStatusCode.Conflict, "second-writer"), await RunningServer.ProblemOf(second));
        using var another = await server.PostAsync($"{session}/executions", "{}");
        Assert.Equal((HttpStatusCode.Conflict, "session-busy"), await RunningServer.ProblemOf(another));

        await writer.EndAsync();
        Assert.Equal("first\n", (await server.EndedAsync(execution)).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task Code_should_be_recorded_as_it_arrived_where_a_folder_is_set()
    {
        var folder = Directory.CreateTempSubdirectory("eager-traces-");
        await using (var server = await RunningServer.StartAsync(options => options.Traces = folder.FullName))
        {
            var execution = await server.OpenAsync(await server.NewSessionAsync());
            using var first = await server.AppendAsync(execution, "print('é')\n");
            using var last = await server.AppendAsync(execution, "print(2)", "?end=true");
            await server.EndedAsync(execution);

            using var file = File.OpenRead(Directory.GetFiles(folder.FullName).Single());
            var trace = Assert.Single(TraceReader.Read(file));
            Assert.Equal(execution.Split('/')[^1], trace.Header.Session);
            Assert.Equal("print('é')\nprint(2)", string.Concat(trace.Deltas.Select(delta => Encoding.UTF8.GetString(delta.Bytes.Span))));
            Assert.Null(trace.CutOff);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Execution_should_run_and_end_when_its_record_cannot_be_made()
    {
        var folder = Directory.CreateTempSubdirectory("eager-traces-");
        await using var server = await RunningServer.StartAsync(options => options.Traces = folder.FullName);
        folder.Delete();
        var session = await server.NewSessionAsync();
        for (var i = 0; i < 2; i++)
        {
            var execution = await server.OpenAsync(session);
            using var appended = await server.AppendAsync(execution, "print(1)\n", "?end=true");
            Assert.Equal("1\n", (await server.EndedAsync(execution)).GetProperty("stdout").GetString());
        }
    }

    [Fact]
    public async Task Interrupt_should_end_the_program_as_a_keyboard_would()
    {
        await using var server = await RunningServer.StartAsync();
        var execution = await server.OpenAsync(await server.NewSessionAsync());
        await using var events = await EventStream.OpenAsync(server, execution);
        using var appended = await server.AppendAsync(execution, "print('go')\nwhile True: pass\n", "?end=true");
        await events.NextAsync("output");
        using var interrupted = await server.PostAsync($"{execution}/interrupt");
        Assert.Equal(HttpStatusCode.Accepted, interrupted.StatusCode);
        Assert.Equal(130, (await server.EndedAsync(execution)).GetProperty("summary").GetProperty("exit").GetInt32());
    }
}
