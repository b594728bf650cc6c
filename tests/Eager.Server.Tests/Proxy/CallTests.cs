using System.Text;
using OpenAI.Chat;

namespace Eager.Server.Tests.Proxy;

/// <summary>What is executed while an answer passes.</summary>
public sealed class CallTests
{
    private static readonly ChatTool Tool = ChatTool.CreateFunctionTool(ModelStream.Tool, null, BinaryData.FromString("""{"type":"object","properties":{"code":{"type":"string"}}}"""));

    [Fact]
    public async Task Statement_should_run_while_its_call_still_arrives()
    {
        var goOn = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print('early')\nprint(")));
            await goOn.Task;
            await answer.ChunkAsync(ModelStream.Arguments("'late')\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done);
            await answer.EndAsync();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        await proxy.UntilWrittenAsync("early");
        using var running = await proxy.Server.Client.GetAsync(new Uri("/v1/calls/call_1?wait=0", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);
        goOn.SetResult();
        await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        var result = await proxy.CallAsync("call_1");
        Assert.Equal(("early\nlate", "ended", 0), (result.GetProperty("content").GetString(), result.GetProperty("state").GetString(), result.GetProperty("exit").GetInt32()));
        Assert.Equal("early\nlate\n", (await proxy.Server.GetAsync(result.GetProperty("execution").GetString()!)).GetProperty("stdout").GetString());
        Assert.Equal(result.GetProperty("session").GetString(), Assert.Single(response.Headers.GetValues("Eager-Session")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Official_client_should_get_its_call_and_find_its_result(bool stream)
    {
        await using var upstream = RawUpstream.Start(answer => stream
            ? SendAsync(answer, ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(6 * 7)\n") + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done)
            : WholeAsync(answer, """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"run_code","arguments":"{\"code\": \"print(6 * 7)\\n\"}"}}]}}]}"""));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        var client = proxy.OpenAI.GetChatClient("m");
        var options = new ChatCompletionOptions { Tools = { Tool } };
        var arguments = new StringBuilder();
        if (stream)
        {
            await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("go")], options, RunningServer.Cancellation))
                foreach (var call in update.ToolCallUpdates)
                    arguments.Append(call.FunctionArgumentsUpdate);
        }
        else
        {
            arguments.Append((await client.CompleteChatAsync([new UserChatMessage("go")], options, RunningServer.Cancellation)).Value.ToolCalls[0].FunctionArguments);
        }

        Assert.Equal("print(6 * 7)\n", JsonDocument.Parse(arguments.ToString()).RootElement.GetProperty("code").GetString());
        // The client's own key is what its results are found by.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/calls/call_1") { Headers = { { "Authorization", "Bearer the upstream's key" } } };
        using var found = await proxy.Server.Client.SendAsync(request, RunningServer.Cancellation);
        Assert.Equal("42", (await RunningServer.JsonOf(found)).GetProperty("content").GetString());
        using var other = await proxy.Server.Client.GetAsync(new Uri("/v1/calls/call_1", UriKind.Relative), RunningServer.Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "call-unknown"), await RunningServer.ProblemOf(other));
    }

    [Fact]
    public async Task Result_should_come_as_an_event_before_the_end_when_it_is_asked_for()
    {
        var sent = ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n") + "\"}") + ModelStream.Finish("tool_calls");
        await using var upstream = RawUpstream.Start(answer => SendAsync(answer, sent + ModelStream.Done));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync(null, ("Eager-Result", "event"));
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.StartsWith(sent, text, StringComparison.Ordinal);
        Assert.EndsWith(ModelStream.Done, text, StringComparison.Ordinal);
        var added = JsonDocument.Parse(text[sent.Length..^ModelStream.Done.Length]["data: ".Length..]).RootElement;
        Assert.Equal(0, added.GetProperty("choices").GetArrayLength());
        Assert.Equal("1", added.GetProperty("eager").GetProperty("results")[0].GetProperty("content").GetString());

        await foreach (var update in proxy.OpenAI.GetChatClient("m").CompleteChatStreamingAsync([new UserChatMessage("go")], new ChatCompletionOptions { Tools = { Tool } }, RunningServer.Cancellation))
            Assert.Equal("chat_1", update.CompletionId);
    }

    [Fact]
    public async Task Error_should_interrupt_the_upstream_and_end_the_stream_well_formed()
    {
        var cancelled = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n1/0\nprint('never")));
            await answer.UntilGoneAsync();
            cancelled.SetResult();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        var arguments = new StringBuilder();
        ChatFinishReason? finish = null;
        await foreach (var update in proxy.OpenAI.GetChatClient("m").CompleteChatStreamingAsync([new UserChatMessage("go")], new ChatCompletionOptions { Tools = { Tool } }, RunningServer.Cancellation))
        {
            foreach (var call in update.ToolCallUpdates)
                arguments.Append(call.FunctionArgumentsUpdate);
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(ChatFinishReason.ToolCalls, finish);
        Assert.Equal("print(1)\n1/0\nprint('never", JsonDocument.Parse(arguments.ToString()).RootElement.GetProperty("code").GetString());
        await cancelled.Task.WaitAsync(RunningServer.Cancellation);
        var ended = await proxy.Server.EndedAsync(await proxy.ExecutionAsync());
        Assert.Equal(("1\n", "ZeroDivisionError"), (ended.GetProperty("stdout").GetString(), ended.GetProperty("summary").GetProperty("error").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Client_that_goes_should_cancel_the_upstream_and_cut_its_program_off()
    {
        var cancelled = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print('certain')\nopen('held.txt', 'w')\nprint('uncertain')")));
            await answer.UntilGoneAsync();
            cancelled.SetResult();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using (await proxy.ChatAsync())
            await proxy.UntilWrittenAsync("certain");
        await cancelled.Task.WaitAsync(RunningServer.Cancellation);
        var ended = await proxy.Server.EndedAsync(await proxy.ExecutionAsync());
        Assert.Equal("certain\n", ended.GetProperty("stdout").GetString());
        Assert.Empty(ended.GetProperty("changed_files").EnumerateArray());
        Assert.Equal("the client is gone", ended.GetProperty("fault").GetString());
    }

    [Fact]
    public async Task Upstream_that_goes_should_cut_the_program_off_and_break_the_stream_off()
    {
        var goOn = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print('certain')\nprint('uncertain')")));
            await goOn.Task;
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        await proxy.UntilWrittenAsync("certain");
        goOn.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(RunningServer.Cancellation));
        var ended = await proxy.Server.EndedAsync(await proxy.ExecutionAsync());
        Assert.Equal("certain\n", ended.GetProperty("stdout").GetString());
        Assert.Equal("the model's API broke off", ended.GetProperty("summary").GetProperty("cut_off").GetString());
        Assert.Contains("The program was not whole", (await proxy.CallAsync("call_1")).GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_other_tools_should_not_be_executed()
    {
        var sent = ModelStream.Call("call_1", "another") + ModelStream.Arguments(ModelStream.Code("print(1)\n") + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done;
        await using var upstream = RawUpstream.Start(answer => SendAsync(answer, sent));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        Assert.Equal(sent, await response.Content.ReadAsStringAsync(RunningServer.Cancellation));
        while (proxy.Server.Folders > 0)
            await Task.Delay(10, RunningServer.Cancellation);
    }

    [Fact]
    public async Task Several_calls_should_run_one_behind_the_other()
    {
        await using var upstream = RawUpstream.Start(answer => SendAsync(
            answer,
            ModelStream.Call("call_1") + ModelStream.Call("call_2", index: 1)
            + ModelStream.Arguments(ModelStream.Code("print(open('a.txt').read())\n") + "\"}", 1)
            + ModelStream.Arguments(ModelStream.Code("import time; time.sleep(0.2)\nopen('a.txt', 'w').write('made')\n") + "\"}")
            + ModelStream.Finish("tool_calls") + ModelStream.Done));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.Equal("made", (await proxy.CallAsync("call_2")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Server_without_room_should_refuse_before_the_model_is_asked()
    {
        await using var upstream = RawUpstream.Start(answer => answer.UntilGoneAsync());
        await using var proxy = await ProxyServer.StartAsync(upstream.Address, options => options.MaxSessions = 1);
        await proxy.Server.NewSessionAsync();
        using var response = await proxy.ChatAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-capacity"), await RunningServer.ProblemOf(response));
        Assert.Empty(upstream.Requests);
    }

    internal static async Task SendAsync(RawAnswer answer, string events)
    {
        await answer.SendAsync(RawAnswer.Stream);
        await answer.ChunkAsync(events);
        await answer.EndAsync();
    }

    internal static Task WholeAsync(RawAnswer answer, string body) =>
        answer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
