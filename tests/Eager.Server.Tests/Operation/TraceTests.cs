using System.Diagnostics;
using Eager.Server.Tests.Proxy;

namespace Eager.Server.Tests.Operation;

public sealed class TraceTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly string Answer = ModelStream.Call("call_1") + ModelStream.Arguments(ModelStream.Code("secret = 1\n1/0\n") + "\"}") + ModelStream.Finish("tool_calls") + ModelStream.Done;

    [Fact]
    public async Task Execution_should_be_linked_to_the_answer_that_it_comes_from()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Eager.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    if (span.TraceId.ToString() == TraceId)
                        spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var upstream = RawUpstream.Start(answer => CallTests.SendAsync(answer, Answer));
        await using (var proxy = await ProxyServer.StartAsync(upstream.Address))
        {
            using var response = await proxy.ChatAsync(null, ("traceparent", $"00-{TraceId}-b7ad6b7169203331-01"));
            await response.Content.ReadAsStringAsync(RunningServer.Cancellation);
            await proxy.CallAsync("call_1");
        }

        var chat = Assert.Single(spans, span => span.DisplayName == "chat m");
        var tool = Assert.Single(spans, span => span.DisplayName == "execute_tool run_code");
        Assert.Equal(chat.Context.SpanId, Assert.Single(tool.Links).Context.SpanId);
        Assert.Equal(chat.ParentSpanId, tool.ParentSpanId);
        Assert.Equal(("chat", "m", ActivityKind.Client), (chat.GetTagItem("gen_ai.operation.name"), chat.GetTagItem("gen_ai.request.model"), chat.Kind));
        Assert.Equal(("execute_tool", "run_code", "call_1", "ZeroDivisionError"), (
            tool.GetTagItem("gen_ai.operation.name"), tool.GetTagItem("gen_ai.tool.name"), tool.GetTagItem("gen_ai.tool.call.id"), tool.GetTagItem("error.type")));
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.Contains($"traceparent: 00-{TraceId}-", Assert.Single(upstream.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_and_metrics_should_go_to_the_collector_that_is_named()
    {
        await using var collector = RawUpstream.Start(answer => answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using (var server = await RunningServer.StartAsync(options => options.Otlp = new Uri(collector.Address, "/")))
            await server.ExecuteAsync(await server.NewSessionAsync(), "print('nothing of this')\n");
        Assert.Contains(collector.Requests, request => request.StartsWith("POST /v1/traces ", StringComparison.Ordinal) && request.Contains("execute_tool python", StringComparison.Ordinal));
        Assert.Contains(collector.Requests, request => request.StartsWith("POST /v1/metrics ", StringComparison.Ordinal) && request.Contains("eager.execution.queue.duration", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Requests, request => request.Contains("nothing of this", StringComparison.Ordinal));
    }
}
