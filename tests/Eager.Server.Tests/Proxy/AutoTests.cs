using System.Text;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Eager.Server.Tests.Proxy;

/// <summary>The proxy answers the model's calls itself, and the client sees one stream; nothing of the client but its base address is changed.</summary>
public sealed class AutoTests
{
    private static readonly BinaryData Parameters = BinaryData.FromString("""{"type":"object","properties":{"code":{"type":"string"}}}""");

    private static readonly ModelAnswer[] Answers = [new ProgramAnswer("1", "print(6 * 7)\n"), new TextAnswer("2", "It is 42.")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chat_client_should_see_one_answer(bool stream)
    {
        await using var model = await ReplayServer.StartAsync(new ReplayOptions { Answers = Answers }, RunningServer.Cancellation);
        await using var proxy = await StartAsync(new Uri(model.Address, "/v1"));
        var client = proxy.OpenAI.GetChatClient("m");
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool(ModelStream.Tool, null, Parameters) } };
        var text = new StringBuilder();
        if (stream)
        {
            var finishes = new List<ChatFinishReason>();
            await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("go")], options, RunningServer.Cancellation))
            {
                Assert.Empty(update.ToolCallUpdates);
                text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
                if (update.FinishReason is { } finish)
                    finishes.Add(finish);
            }

            Assert.Equal([ChatFinishReason.Stop], finishes);
        }
        else
        {
            var completion = (await client.CompleteChatAsync([new UserChatMessage("go")], options, RunningServer.Cancellation)).Value;
            Assert.Empty(completion.ToolCalls);
            Assert.Equal(2, completion.Usage.InputTokenCount);
            text.Append(completion.Content[0].Text);
        }

        Assert.Equal("It is 42.", text.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Responses_client_should_see_one_answer(bool stream)
    {
        await using var model = await ReplayServer.StartAsync(new ReplayOptions { Answers = Answers }, RunningServer.Cancellation);
        await using var proxy = await StartAsync(new Uri(model.Address, "/v1"));
        var client = proxy.OpenAI.GetResponsesClient();
        var options = new CreateResponseOptions("m", [ResponseItem.CreateUserMessageItem("go")]) { StreamingEnabled = stream };
        options.Tools.Add(ResponseTool.CreateFunctionTool(ModelStream.Tool, Parameters, strictModeEnabled: false));
        if (!stream)
        {
            Assert.Equal("It is 42.", (await client.CreateResponseAsync(options, RunningServer.Cancellation)).Value.GetOutputText());
            return;
        }

        var text = new StringBuilder();
        var numbers = new List<int>();
        ResponseResult? completed = null;
        await foreach (var update in client.CreateResponseStreamingAsync(options, RunningServer.Cancellation))
        {
            numbers.Add(update.SequenceNumber);
            Assert.IsNotType<StreamingResponseFunctionCallArgumentsDeltaUpdate>(update);
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        Assert.Equal("It is 42.", text.ToString());
        Assert.Equal("It is 42.", completed!.GetOutputText());
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    public async Task Model_should_be_told_what_failed_where_and_go_on(string path)
    {
        var isChat = path.EndsWith("completions", StringComparison.Ordinal);
        await using var upstream = RawUpstream.Start(async answer =>
        {
            await answer.SendAsync(RawAnswer.Stream);
            if (answer.Request.Contains("ZeroDivisionError", StringComparison.Ordinal))
            {
                await answer.ChunkAsync(isChat ? ModelStream.Text("I see.") + ModelStream.Finish("stop") + ModelStream.Done : Completed("I see."));
                await answer.EndAsync();
                return;
            }

            await answer.ChunkAsync(isChat
                ? ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n1/0\nprint('ne"))
                : ResponsesCall("call_1", ModelStream.Code("print(1)\n1/0\nprint('ne")));
            await answer.UntilGoneAsync();
        });
        await using var proxy = await StartAsync(upstream.Address);
        using var response = isChat ? await proxy.ChatAsync() : await proxy.ResponsesAsync();
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.Contains("I see.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1/0", text, StringComparison.Ordinal);
        using var again = JsonDocument.Parse(upstream.Requests[1].Split("\r\n\r\n")[1]);
        var said = again.RootElement.GetProperty(isChat ? "messages" : "input");
        var call = isChat ? said[1].GetProperty("tool_calls")[0].GetProperty("function") : said[1];
        Assert.Equal("print(1)\n1/0\nprint('ne", JsonDocument.Parse(call.GetProperty("arguments").GetString()!).RootElement.GetProperty("code").GetString());
        Assert.Equal("call_1", said[2].GetProperty(isChat ? "tool_call_id" : "call_id").GetString());
        var told = said[2].GetProperty(isChat ? "content" : "output").GetString();
        Assert.StartsWith("1\n", told, StringComparison.Ordinal);
        Assert.Contains("line 2", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_should_end_at_its_bound_with_the_call_for_the_client()
    {
        var call = ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n") + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done;
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(answer, call));
        await using var proxy = await StartAsync(upstream.Address, turns: 3);
        using var response = await proxy.ChatAsync(ModelStream.ChatRequest(more: ",\"tool_choice\":\"required\""));
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.Equal(3, upstream.Requests.Count);
        Assert.EndsWith(ModelStream.Done, text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("\"finish_reason\":\"tool_calls\"").Length - 1);
        Assert.Contains("\"tool_choice\":\"required\"", upstream.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\"tool_choice\":\"auto\"", upstream.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_that_calls_another_tool_as_well_should_go_to_the_client_as_it_is()
    {
        var sent = ModelStream.Text("Both.") + ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n") + "\"}")
            + ModelStream.Call("call_2", "another", 1) + ModelStream.Arguments("{}", 1) + ModelStream.Finish("tool_calls") + ModelStream.Done;
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(answer, sent));
        await using var proxy = await StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        Assert.Equal(sent, await response.Content.ReadAsStringAsync(RunningServer.Cancellation));
        Assert.Equal("1", (await proxy.CallAsync("call_1")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Refusal_behind_the_first_answer_should_end_the_stream_with_an_error()
    {
        await using var upstream = RawUpstream.Start(answer => answer.Request.Contains("\"role\":\"tool\"", StringComparison.Ordinal)
            ? answer.SendAsync("HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            : CallTests.SendAsync(answer, ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("print(1)\n") + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done));
        await using var proxy = await StartAsync(upstream.Address);
        using var response = await proxy.ChatAsync();
        var text = await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
        Assert.Equal("upstream-failed", JsonDocument.Parse(text.Split("\n\n")[0]["data: ".Length..]).RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.EndsWith(ModelStream.Done, text, StringComparison.Ordinal);
    }

    internal static string ResponsesCall(string id, string arguments) =>
        Event("""{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","output":[]}}""")
        + Event("{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"in_progress\",\"call_id\":\"" + id + "\",\"name\":\"run_code\",\"arguments\":\"\"}}")
        + Event("{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":2,\"output_index\":0,\"item_id\":\"fc_1\",\"delta\":" + JsonSerializer.Serialize(arguments) + "}");

    private static string Completed(string text) =>
        Event("""{"type":"response.created","sequence_number":0,"response":{"id":"resp_2","status":"in_progress","output":[]}}""")
        + Event("{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_2\",\"status\":\"completed\",\"output\":[{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}]}]}}");

    private static string Event(string data) => $"event: {JsonDocument.Parse(data).RootElement.GetProperty("type").GetString()}\ndata: {data}\n\n";

    private static Task<ProxyServer> StartAsync(Uri upstream, int turns = 4) => ProxyServer.StartAsync(upstream, options => (options.Proxy.Result, options.Proxy.MaxTurns) = ("auto", turns));
}
