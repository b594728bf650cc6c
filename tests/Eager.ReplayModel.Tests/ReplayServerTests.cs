using System.Net;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;

namespace Eager.ReplayModel.Tests;

public sealed class ReplayServerTests
{
    private const string ChatTool =
        """{"model":"m","stream":true,"messages":[],"tools":[{"type":"function","function":{"name":"run","parameters":{"type":"object","properties":{"language":{},"code":{}}}}}]}""";

    private const string ResponsesTool =
        """{"model":"m","stream":true,"input":"x","tools":[{"type":"function","name":"run","parameters":{"type":"object","properties":{"script":{}}}}]}""";

    private const string MessagesTool =
        """{"model":"m","stream":true,"max_tokens":9,"messages":[],"tools":[{"name":"run","input_schema":{"type":"object","properties":{"python":{}}}}]}""";

    public static TheoryData<string, string, StreamFormat> Apis => new()
    {
        { "/v1/chat/completions", ChatTool, StreamFormat.OpenAIChat },
        { "/v1/responses", ResponsesTool, StreamFormat.OpenAIResponses },
        { "/v1/messages", MessagesTool, StreamFormat.Anthropic },
    };

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Program_should_arrive_as_a_call_of_the_tool_that_takes_code(string path, string body, StreamFormat format)
    {
        await using var replay = await Replay.StartAsync();
        Assert.Equal((Replay.Code, null), await replay.DecodeAsync(path, body, new DecodingOptions { Format = format, Tool = "run" }));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Text_should_arrive_with_its_fences(string path, string body, StreamFormat format)
    {
        await using var replay = await Replay.StartAsync(answers: new TextAnswer("text", $"Look:\n```python\n{Replay.Code}```\nDone."));
        var options = new DecodingOptions { Format = format, Place = CodePlace.Text, Languages = ["python"] };
        Assert.Equal((Replay.Code, null), await replay.DecodeAsync(path, body, options));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Connection_that_is_cut_should_leave_what_arrived_and_a_reason(string path, string body, StreamFormat format)
    {
        await using var replay = await Replay.StartAsync();
        var (code, cutOff) = await replay.DecodeAsync(path, body, new DecodingOptions { Format = format }, (ReplayOptions.FaultHeader, "cut@12"));
        Assert.StartsWith(code, Replay.Code, StringComparison.Ordinal);
        Assert.NotEqual(Replay.Code, code);
        Assert.Equal("the stream ends without the provider's end", cutOff);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Request_that_is_not_streamed_should_be_answered_whole(string path, string body, StreamFormat format)
    {
        await using var replay = await Replay.StartAsync();
        using var response = await replay.PostAsync(path, body.Replace("true", "false", StringComparison.Ordinal));
        using var whole = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var root = whole.RootElement;
        var code = format switch
        {
            StreamFormat.OpenAIChat => Arguments(root.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function"), "code"),
            StreamFormat.OpenAIResponses => Arguments(root.GetProperty("output")[0], "script"),
            _ => root.GetProperty("content")[0].GetProperty("input").GetProperty("python").GetString(),
        };
        Assert.Equal(Replay.Code, code);
    }

    [Theory]
    [InlineData("429", HttpStatusCode.TooManyRequests)]
    [InlineData("500", HttpStatusCode.InternalServerError)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    public async Task Fault_of_the_request_should_be_its_status(string fault, HttpStatusCode status)
    {
        await using var replay = await Replay.StartAsync();
        using var response = await replay.PostAsync("/v1/chat/completions", ChatTool, (ReplayOptions.FaultHeader, fault));
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Malformed_event_should_be_refused_by_the_decoder()
    {
        await using var replay = await Replay.StartAsync();
        await Assert.ThrowsAsync<StreamFormatException>(() => replay.DecodeAsync(
            "/v1/chat/completions", ChatTool, new DecodingOptions { Format = StreamFormat.OpenAIChat }, (ReplayOptions.FaultHeader, "malformed@5")));
    }

    [Fact]
    public async Task Stall_should_last_until_the_client_leaves()
    {
        await using var replay = await Replay.StartAsync(options => options with { Fault = Fault.Parse("stall@2") });
        using var response = await replay.PostAsync("/v1/chat/completions", ChatTool);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var buffer = new byte[1 << 16];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await stream.ReadAsync(buffer, patience.Token) > 0)
            {
                // Two events, then nothing.
            }
        });
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    public async Task Body_that_is_wrong_should_be_refused(string body, HttpStatusCode status)
    {
        await using var replay = await Replay.StartAsync();
        using var response = await replay.PostAsync("/v1/messages", body);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Answers_should_be_asked_for_by_name_by_model_or_in_turn()
    {
        await using var replay = await Replay.StartAsync(answers: [new ProgramAnswer("one", "a\n"), new ProgramAnswer("two", "b\n")]);
        var options = new DecodingOptions { Format = StreamFormat.OpenAIChat };
        async Task<string> Ask(string body, params (string, string)[] headers) =>
            (await replay.DecodeAsync("/v1/chat/completions", body, options, headers)).Code;

        Assert.Equal(["a\n", "b\n", "a\n"], [await Ask(ChatTool), await Ask(ChatTool), await Ask(ChatTool)]);
        Assert.Equal("a\n", await Ask(ChatTool, (ReplayOptions.AnswerHeader, "one")));
        Assert.Equal("a\n", await Ask(ChatTool.Replace("\"m\"", "\"one\"", StringComparison.Ordinal)));
        using var unknown = await replay.PostAsync("/v1/chat/completions", ChatTool, (ReplayOptions.AnswerHeader, "three"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public void Recorded_stream_that_is_none_should_be_refused()
    {
        Assert.Throws<FormatException>(() => RecordedAnswer.Read("x", "no events"));
        Assert.Throws<FormatException>(() => RecordedAnswer.Read("x", "data: {\"candidates\":[]}\n"));
        Assert.Throws<FormatException>(() => RecordedAnswer.Read("x", "{broken\n"));
    }

    private static string? Arguments(JsonElement call, string member) =>
        JsonDocument.Parse(call.GetProperty("arguments").GetString()!).RootElement.GetProperty(member).GetString();
}
