using System.Runtime.CompilerServices;
using System.Text;
using Eager.Client;
using Eager.Events;
using Eager.Executions;

namespace Eager.Server.Tests.Clients;

/// <summary>The typed client.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Client_should_give_events_while_the_code_is_still_being_produced()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);
        var heard = new TaskCompletionSource();
        var events = new List<SessionEvent>();

        await foreach (var published in session.StreamAsync(CodeAsync(["print('early')\n"], heard.Task, ["print('late')"]), cancellationToken: RunningServer.Cancellation))
        {
            events.Add(published);
            if (published is ProgramOutput)
                heard.TrySetResult();
        }

        Assert.Equal("early\nlate\n", Output(events));
        Assert.Equal(Enumerable.Range(0, events.Count).Select(i => (long)i), events.Select(one => one.Seq));
        Assert.Equal(0, Assert.IsType<SessionCompleted>(events[^1]).Summary.Exit);
    }

    [Fact]
    public async Task Client_should_stop_producing_when_the_program_fails()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);
        var produced = 0;

        async IAsyncEnumerable<string> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return "raise ValueError('no')\n";
            for (; ; produced++)
            {
                await Task.Delay(1, cancellationToken);
                yield return "pass\n";
            }
        }

        var events = await session.StreamAsync(EndlessAsync(), cancellationToken: RunningServer.Cancellation).ToListAsync(RunningServer.Cancellation);

        Assert.Equal("ValueError", Assert.Single(events.OfType<ProgramFailed>()).Report.Error.Type);
        Assert.IsType<SessionCompleted>(events[^1]);
    }

    [Fact]
    public async Task Client_should_report_the_failure_of_the_source_and_leave_nothing_running()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);

        async IAsyncEnumerable<string> BrokenAsync()
        {
            yield return "print(1)\n";
            await Task.Yield();
            throw new InvalidDataException("the model is gone");
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => session.StreamAsync(BrokenAsync(), cancellationToken: RunningServer.Cancellation).ToListAsync(RunningServer.Cancellation).AsTask());

        Assert.Equal("1\n", (await session.ExecuteAsync("print(1)", cancellationToken: RunningServer.Cancellation)).Stdout);
    }

    [Fact]
    public async Task Client_should_interrupt_what_it_reads_no_further()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);

        await foreach (var published in session.StreamAsync(CodeAsync(["print('ready')\nwhile True: pass\n"], Task.CompletedTask, []), cancellationToken: RunningServer.Cancellation))
            if (published is ProgramOutput)
                break;

        var id = Assert.Single((await session.DescribeAsync(RunningServer.Cancellation)).Executions);
        var ended = await server.EndedAsync($"/v1/sessions/{session.Id}/executions/{id}");
        Assert.Equal(130, ended.GetProperty("summary").GetProperty("exit").GetInt32());
    }

    [Fact]
    public async Task Client_should_neither_lose_nor_repeat_anything_when_the_network_breaks()
    {
        await using var server = await RunningServer.StartAsync();
        await using var relay = new Relay(server.Address);
        using var client = new EagerClient(relay.Address, new EagerClientOptions { RetryPause = TimeSpan.FromMilliseconds(20) });
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);
        var execution = await session.OpenAsync(cancellationToken: RunningServer.Cancellation);
        var numbers = new List<long>();
        var output = new StringBuilder();
        var reading = Task.Run(async () =>
        {
            await foreach (var published in execution.EventsAsync(cancellationToken: RunningServer.Cancellation))
            {
                numbers.Add(published.Seq);
                if (published is ProgramOutput written)
                    output.Append(Encoding.UTF8.GetString(written.Bytes.Span));
            }
        });

        for (var i = 0; i < 40; i++)
        {
            Assert.True(await execution.AppendAsync($"print({i})\n", RunningServer.Cancellation));
            if (i % 8 == 4)
                relay.Cut();
        }

        await execution.CompleteAsync(RunningServer.Cancellation);
        await reading;

        Assert.Equal(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}\n")), output.ToString());
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => (long)i), numbers);
    }

    [Fact]
    public async Task Client_should_run_whole_code_and_carry_files_both_ways()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        await using var session = await client.CreateSessionAsync(
            new SessionRequest { Effects = "open", Limits = new ProgramLimits { Duration = TimeSpan.FromMinutes(1) } }, RunningServer.Cancellation);

        await session.UploadAsync("in/a b.txt", new MemoryStream("three"u8.ToArray()), RunningServer.Cancellation);
        var result = await session.ExecuteAsync(
            "text = open('in/a b.txt').read()\nopen('out.txt', 'w').write(text.upper())\nlen(text)", new ExecutionRequest { Display = true }, RunningServer.Cancellation);

        Assert.Equal(["out.txt"], result.ChangedFiles);
        Assert.Equal("5", Assert.Single(result.Displays).Forms["text/plain"]);
        Assert.Equal(3, result.Summary!.Statements);
        using var file = new StreamReader(await session.DownloadAsync("out.txt", RunningServer.Cancellation));
        Assert.Equal("THREE", await file.ReadToEndAsync(RunningServer.Cancellation));
        await session.DeleteFileAsync("out.txt", RunningServer.Cancellation);
        Assert.Equal(["in/a b.txt"], (await session.ListFilesAsync(RunningServer.Cancellation)).Select(one => one.Path));
        Assert.Contains(session.Id, (await client.ListSessionsAsync(RunningServer.Cancellation)).Select(one => one.Id));
    }

    [Fact]
    public async Task Client_should_show_its_key_and_report_refusals_by_their_name()
    {
        const string Key = "sesame-open-sesame";
        await using var server = await RunningServer.StartAsync(options => options.ApiKeys.Add(Key));
        using var stranger = new EagerClient(server.Address);
        using var client = new EagerClient(server.Address, new EagerClientOptions { ApiKey = Key });

        var refused = await Assert.ThrowsAsync<EagerProblemException>(() => stranger.CreateSessionAsync(cancellationToken: RunningServer.Cancellation));
        Assert.Equal((HttpStatusCode.Unauthorized, "key-required"), (refused.Status, refused.Name));
        var wrong = await Assert.ThrowsAsync<EagerProblemException>(() => client.CreateSessionAsync(new SessionRequest { Language = "latin" }, RunningServer.Cancellation));
        Assert.Equal("invalid-request", wrong.Name);
        Assert.Contains("latin", wrong.Message, StringComparison.Ordinal);
        await using var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);
        Assert.Equal("2\n", (await session.ExecuteAsync("print(1 + 1)", cancellationToken: RunningServer.Cancellation)).Stdout);
    }

    [Fact]
    public async Task Events_should_end_by_an_exception_when_the_server_ends_the_execution()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = new EagerClient(server.Address);
        var session = await client.CreateSessionAsync(cancellationToken: RunningServer.Cancellation);
        var execution = await session.OpenAsync(cancellationToken: RunningServer.Cancellation);
        await execution.AppendAsync("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('on')\nwhile True: pass\nprint('off')\n", RunningServer.Cancellation);

        await Assert.ThrowsAsync<ExecutionFaultedException>(async () =>
        {
            await foreach (var published in execution.EventsAsync(cancellationToken: RunningServer.Cancellation))
                if (published is ProgramOutput)
                    await session.DeleteAsync(RunningServer.Cancellation);
        });
    }

    private static string Output(IEnumerable<SessionEvent> events) =>
        string.Concat(events.OfType<ProgramOutput>().Select(one => Encoding.UTF8.GetString(one.Bytes.Span)));

    private static async IAsyncEnumerable<string> CodeAsync(string[] first, Task until, string[] then)
    {
        foreach (var piece in first)
            yield return piece;
        await until;
        foreach (var piece in then)
            yield return piece;
    }
}
