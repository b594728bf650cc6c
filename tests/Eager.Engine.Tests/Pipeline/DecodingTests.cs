using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tokens.Decoding;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Tests.Pipeline;

/// <summary>Programs that arrive inside of a model's answer.</summary>
public sealed class DecodingTests(EngineHost host) : IClassFixture<EngineHost>
{
    private const string Opening =
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"code_interpreter_call"}}""" + "\n";

    [Fact]
    public async Task Statement_should_run_while_the_answer_goes_on()
    {
        await using var session = await Open(StreamFormat.Markdown);
        await session.WriteAsync("Look:\n```text\nprint a\n");
        await session.WaitForAsync(seen => seen is ProgramOutput);

        await session.WriteAsync("print b\n```\nDone, as you see.\n");
        await session.CompleteAsync();

        Assert.Equal("a\nb\n", (await session.EventsAsync()).Output());
    }

    [Fact]
    public async Task Program_should_be_over_with_the_provider_s_end_and_not_with_the_carrier_s()
    {
        await using var session = await Open(StreamFormat.OpenAIResponses);
        await session.WriteAsync(Opening + Delta("print a"));
        await session.WriteAsync("{\"type\":\"response.completed\"}\n");

        var events = await session.EventsAsync();

        Assert.Equal("a\n", events.Output());
        Assert.Equal(ProgramEnding.Complete, events.OfType<StreamEnded>().Single().Ending);
        Assert.Null(events.Summary().CutOff);
    }

    [Theory]
    [InlineData("{\"type\":\"response.incomplete\",\"response\":{\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}}\n", "the model stopped early: max_output_tokens")]
    [InlineData("", "the stream ends without the provider's end")]
    [InlineData("{\n", "an event of the stream is not JSON")]
    public async Task Tail_should_not_run_when_the_answer_breaks_off(string last, string reason)
    {
        await using var session = await Open(StreamFormat.OpenAIResponses);
        await session.WriteAsync(Opening + Delta("print a\\nprint b") + last);
        await session.CompleteAsync();

        var events = await session.EventsAsync();

        Assert.Equal("a\n", events.Output());
        Assert.Equal((ProgramEnding.CutOff, reason), (events.OfType<StreamEnded>().Single().Ending, events.Summary().CutOff));
    }

    private static string Delta(string text) =>
        "{\"type\":\"response.code_interpreter_call_code.delta\",\"output_index\":0,\"delta\":\"" + text + "\"}\n";

    private Task<TestSession> Open(StreamFormat format) =>
        host.OpenAsync(configure: options => options with { Decoding = new DecodingOptions { Format = format } });
}
