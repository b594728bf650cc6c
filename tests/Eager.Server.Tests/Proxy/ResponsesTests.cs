using OpenAI.Responses;

namespace Eager.Server.Tests.Proxy;

/// <summary>The Responses API where it differs: the service may keep what it said.</summary>
public sealed class ResponsesTests
{
    private static readonly BinaryData Parameters = BinaryData.FromString("""{"type":"object","properties":{"code":{"type":"string"}}}""");

    [Fact]
    public async Task Error_should_interrupt_an_answer_that_the_service_does_not_keep()
    {
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(AutoTests.ResponsesCall("call_1", ModelStream.Code("1/0\nprint(\"")));
            await answer.UntilGoneAsync();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        var options = new CreateResponseOptions("m", [ResponseItem.CreateUserMessageItem("go")]) { StreamingEnabled = true, StoredOutputEnabled = false };
        options.Tools.Add(ResponseTool.CreateFunctionTool(ModelStream.Tool, Parameters, strictModeEnabled: false));
        ResponseResult? completed = null;
        var numbers = new List<int>();
        await foreach (var update in proxy.OpenAI.GetResponsesClient().CreateResponseStreamingAsync(options, RunningServer.Cancellation))
        {
            numbers.Add(update.SequenceNumber);
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(completed!.OutputItems));
        Assert.Equal("1/0\nprint(\"", JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("code").GetString());
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Fact]
    public async Task Error_should_let_an_answer_end_that_the_service_keeps()
    {
        var goOn = new TaskCompletionSource();
        var call = AutoTests.ResponsesCall("call_1", ModelStream.Code("print('before')\n1/0\n"));
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            await answer.ChunkAsync(call);
            await goOn.Task;
            await answer.ChunkAsync("data: [DONE]\n\n");
            await answer.EndAsync();
        });
        await using var proxy = await ProxyServer.StartAsync(upstream.Address);
        using var response = await proxy.ResponsesAsync();
        await proxy.UntilWrittenAsync("ZeroDivisionError");
        goOn.SetResult();
        Assert.Equal(call + ModelStream.Done, await response.Content.ReadAsStringAsync(RunningServer.Cancellation));
    }

    [Fact]
    public async Task Result_should_come_as_an_event_when_it_is_asked_for()
    {
        var call = AutoTests.ResponsesCall("call_1", ModelStream.Code("print(1)\n") + "\"}")
            + """data: {"type":"response.completed","sequence_number":3,"response":{"id":"resp_1","status":"completed","output":[{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"run_code","arguments":"{\"code\":\"print(1)\\n\"}"}]}}""" + "\n\n";
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(answer, call));
        await using var proxy = await ProxyServer.StartAsync(upstream.Address, options => options.Proxy.Result = "event");
        using var response = await proxy.ResponsesAsync();
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.StartsWith(call, text, StringComparison.Ordinal);
        Assert.StartsWith("event: eager.results\ndata: {\"type\":\"eager.results\",\"results\":[{\"call_id\":\"call_1\",\"content\":\"1\"", text[call.Length..], StringComparison.Ordinal);
        Assert.EndsWith("\"sequence_number\":4}\n\n", text, StringComparison.Ordinal);
    }
}
