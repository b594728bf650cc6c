using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.ChatSamples;
using Eager.ReplayModel.Answers;
using Microsoft.Extensions.AI;

namespace Eager.Chat.Tests;

/// <summary>Several calls in one answer, as chat-completion chunks that are written here event by event.</summary>
public sealed class CallOrderTests
{
    private static readonly TextAnswer Done = new("done", "Done.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_the_tool_should_run_in_order_each_with_its_own_result()
    {
        var first = Deltas(0, "run_code", "import time\ntime.sleep(0.3)\nopen('log', 'a').write('1')\nprint('first')\n");
        var second = Deltas(1, "run_code", "open('log', 'a').write('2')\nprint('second', open('log').read())\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", [.. first, .. second]), Done]);
        var response = await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(), Cancellation);
        Assert.Equal([("call_0", "first"), ("call_1", "second 12")], Results(response));
        Assert.Equal("12", File.ReadAllText(Path.Join(host.Directory, "log")));
    }

    [Fact]
    public async Task Calls_whose_deltas_are_mixed_should_be_told_apart()
    {
        var first = Deltas(0, "run_code", "print('first')\n");
        var second = Deltas(1, "run_code", "print('second')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", [.. first.Zip(second).SelectMany(pair => new[] { pair.First, pair.Second }), .. second.Skip(first.Length)]), Done]);
        var response = await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(), Cancellation);
        Assert.Equal([("call_0", "first"), ("call_1", "second")], Results(response));
    }

    [Fact]
    public async Task Call_behind_that_of_another_function_should_see_what_it_did()
    {
        var other = Deltas(0, "download", "x");
        var code = Deltas(1, "run_code", "print(open('fetched').read())\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", [.. other, .. code]), Done]);
        var download = AIFunctionFactory.Create((string code) => File.WriteAllText(Path.Join(host.Directory, "fetched"), $"data {code}"), "download");
        var response = await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(download), Cancellation);
        Assert.Equal(("call_1", "data x"), Results(response).Last());
    }

    [Fact]
    public async Task Call_before_that_of_another_function_should_be_over_when_that_is_invoked()
    {
        var code = Deltas(0, "run_code", "import time\nopen('made', 'w').close()\ntime.sleep(0.2)\nprint('made')\n");
        var other = Deltas(1, "look", "x");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", [.. code, .. other]), Done]);
        var look = AIFunctionFactory.Create((string code) => File.Exists(Path.Join(host.Directory, "made")), "look");
        var response = await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(look), Cancellation);
        Assert.Equal([("call_0", "made"), ("call_1", "True")], Results(response));
    }

    [Fact]
    public async Task Answer_that_was_truncated_should_never_run_the_tail_and_say_so()
    {
        var deltas = Deltas(0, "run_code", "print('whole')\nprint('cut')\n")[..^8];
        await using var host = await ChatHost.StartAsync([Answer("length", deltas), Done]);
        var response = await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(), Cancellation);
        var (_, told) = Assert.Single(Results(response));
        Assert.StartsWith("whole\n", told, StringComparison.Ordinal);
        Assert.Contains("not whole", told, StringComparison.Ordinal);
        Assert.Contains("Continue from statement 2", told, StringComparison.Ordinal);
        Assert.DoesNotContain("cut\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_come_whole_should_run_once_and_be_complained_of_once()
    {
        var code = $"print('whole')\nopen('runs', 'a').write('x')\n# {new string('.', 200)}\n";
        var call = Chunk(Call(0, "run_code", new JsonObject { ["code"] = code }.ToJsonString()), null);
        await using var host = await ChatHost.StartAsync([Recorded("a", [call, Chunk([], "tool_calls")]), Done]);
        var client = host.Client(ChatApi.OpenAIChat);
        for (var i = 0; i < 2; i++)
            Assert.Equal(("call_0", "whole"), Assert.Single(Results(await client.GetResponseAsync("go", host.Options(), Cancellation))));
        Assert.Single(host.Log.Lines, line => line.Contains("whole", StringComparison.Ordinal));
        Assert.Equal("xx", File.ReadAllText(Path.Join(host.Directory, "runs")));
    }

    [Fact]
    public async Task Final_arguments_that_differ_should_be_an_error_and_not_run()
    {
        var deltas = Deltas(0, "run_code", "open('runs', 'a').write('streamed')\nprint('streamed')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", deltas), Done]);
        using var provider = new OtherArguments(host.Provider(ChatApi.OpenAIChat), "open('runs', 'a').write('final')\n");
        var response = await host.Client(provider).GetResponseAsync("go", host.Options(), Cancellation);
        var (_, told) = Assert.Single(Results(response));
        Assert.Contains("differ from what was executed", told, StringComparison.Ordinal);
        Assert.Equal("streamed", File.ReadAllText(Path.Join(host.Directory, "runs")));
        Assert.Single(host.Log.Lines, line => line.Contains("differ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Function_that_needs_approval_should_not_run_before_it_is_given()
    {
        var deltas = Deltas(0, "run_code", "open('runs', 'a').write('x')\nprint('approved')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", deltas), Done]);
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(host.Tool)] };
        var client = host.Client(ChatApi.OpenAIChat);
        using var measured = new Measurements(host.Services);
        var asked = await client.GetStreamingResponseAsync("go", options, Cancellation).ToChatResponseAsync(Cancellation);
        var request = Assert.Single(asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>());
        Assert.False(File.Exists(Path.Join(host.Directory, "runs")));
        Assert.Equal(0, measured.EarlyCalls);
        List<ChatMessage> messages = [new(ChatRole.User, "go"), .. asked.Messages, new(ChatRole.User, [request.CreateResponse(true)])];
        var response = await client.GetResponseAsync(messages, options, Cancellation);
        Assert.Equal("approved", Assert.Single(Results(response)).Text);
        Assert.Equal("x", File.ReadAllText(Path.Join(host.Directory, "runs")));
    }

    [Fact]
    public async Task Tool_should_not_run_again_when_a_loop_of_ones_own_invokes_it()
    {
        var deltas = Deltas(0, "run_code", "open('runs', 'a').write('x')\nprint('once')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", deltas)]);
        var client = new ChatClientBuilder(host.Provider(ChatApi.OpenAIChat)).UseEagerExecution().Build(host.Services);
        var answer = await client.GetResponseAsync("go", host.Options(), Cancellation);
        var call = Assert.Single(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal("once", (await host.Tool.InvokeAsync(new AIFunctionArguments(call.Arguments), Cancellation))?.ToString());
        Assert.Equal("x", File.ReadAllText(Path.Join(host.Directory, "runs")));
        await host.Tool.InvokeAsync(new AIFunctionArguments(call.Arguments), Cancellation);
        Assert.Equal("xx", File.ReadAllText(Path.Join(host.Directory, "runs")));
    }

    [Fact]
    public async Task Call_of_a_stored_conversation_should_not_run_a_second_time()
    {
        var deltas = Deltas(0, "run_code", "open('runs', 'a').write('x')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", deltas)]);
        var client = new ChatClientBuilder(host.Provider(ChatApi.OpenAIChat)).UseEagerExecution().Build(host.Services);
        var answer = await client.GetResponseAsync("go", host.Options(), Cancellation);
        await host.Tool.InvokeAsync(
            new AIFunctionArguments(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single().Arguments), Cancellation);
        var stored = JsonSerializer.Deserialize<ChatResponse>(JsonSerializer.Serialize(answer, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        using var replayed = new StoredAnswer(stored);
        var response = await new ChatClientBuilder(replayed).UseFunctionInvocation().Build(host.Services).GetResponseAsync("go", host.Options(), Cancellation);
        Assert.StartsWith("Error:", Assert.Single(Results(response)).Text, StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(Path.Join(host.Directory, "runs")));
    }

    [Fact]
    public async Task Call_should_not_run_early_when_another_function_needs_approval()
    {
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", Deltas(0, "run_code", "print('x')\n")), Done]);
        using var measured = new Measurements(host.Services);
        var other = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string code) => code, "other"));
        await host.Client(ChatApi.OpenAIChat).GetStreamingResponseAsync("go", host.Options(other), Cancellation).ToChatResponseAsync(Cancellation);
        Assert.Equal(0, measured.EarlyCalls);
    }

    [Fact]
    public async Task Granularity_of_deltas_should_be_measured()
    {
        var deltas = Deltas(0, "run_code", "print('x')\n");
        await using var host = await ChatHost.StartAsync([Answer("tool_calls", deltas), Done]);
        using var measured = new Measurements(host.Services);
        await host.Client(ChatApi.OpenAIChat).GetResponseAsync("go", host.Options(), Cancellation);
        Assert.Equal(1, measured.EarlyCalls);
        Assert.Equal(deltas.Length - 1, measured.DeltaSizes.Count);
        Assert.All(measured.DeltaSizes, size => Assert.InRange(size, 1, 3));
    }

    private static (string Id, string Text)[] Results(ChatResponse response) =>
    [
        .. response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()
            .Select(result => (result.CallId, result.Result?.ToString() ?? "")),
    ];

    private static RecordedAnswer Answer(string finish, JsonObject[] deltas) =>
        Recorded("a", [.. deltas.Select(delta => Chunk(delta, null)), Chunk([], finish)]);

    private static RecordedAnswer Recorded(string name, string[] events) => new(name, ModelApi.ChatCompletions, [.. events, "[DONE]"]);

    /// <summary>A call in pieces of three characters.</summary>
    private static JsonObject[] Deltas(int index, string name, string code) =>
    [
        Call(index, name, ""),
        .. new JsonObject { ["code"] = code }.ToJsonString().Chunk(3)
            .Select(piece => Delta(new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = new string(piece) } })),
    ];

    private static JsonObject Call(int index, string name, string arguments) => Delta(new JsonObject
    {
        ["index"] = index, ["id"] = $"call_{index}", ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    });

    private static JsonObject Delta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    private static string Chunk(JsonObject delta, string? finish) => JsonSerializer.Serialize(new JsonObject
    {
        ["id"] = "chat", ["object"] = "chat.completion.chunk", ["created"] = 0, ["model"] = "m",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    });
}
