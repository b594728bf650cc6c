using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Eager.Chat.Tests;

/// <summary>Conversations that the service keeps, as OpenAI Responses does by default: an answer that was cancelled is no part of them.</summary>
public sealed class KeptConversationTests
{
    private const string Failing = "print('one')\n1 / 0\n# the model stalls somewhere behind this ......................................\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_should_cancel_the_generation_and_the_client_should_bring_all_that_was_said()
    {
        var input = await SecondRequestAsync(before: null);

        Assert.False(input.TryGetProperty("previous_response_id", out _));
        Assert.Equal(["message", "function_call", "function_call_output"], Types(input));
    }

    [Fact]
    public async Task Error_should_cancel_the_generation_and_the_conversation_should_go_on_from_the_answer_before()
    {
        var input = await SecondRequestAsync("resp_before");

        Assert.Equal("resp_before", input.GetProperty("previous_response_id").GetString());
        Assert.Equal(["message", "function_call", "function_call_output"], Types(input));
        Assert.Contains("Continue from statement 2", input.GetProperty("input")[2].GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversation_should_go_on_from_an_answer_that_was_whole()
    {
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", "print(42)\n"), new TextAnswer("done", "Done.")]);
        using var requests = new RequestBodies();

        var response = await Client(host, requests).GetResponseAsync("go", host.Options(), Cancellation);

        using var second = JsonDocument.Parse(requests.Bodies[1]);
        Assert.StartsWith("resp_", second.RootElement.GetProperty("previous_response_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(["function_call_output"], Types(second.RootElement));
        Assert.Equal(("Done.", true), (response.Text, response.ConversationId!.StartsWith("resp_", StringComparison.Ordinal)));
    }

    /// <summary>What is asked when the first answer, which stalls, was cancelled by an error of its program.</summary>
    private static async Task<JsonElement> SecondRequestAsync(string? before)
    {
        await using var host = await ChatHost.StartAsync([new ProgramAnswer("program", Failing)], options => options with { Fault = Fault.Parse("stall@30") });
        using var requests = new RequestBodies();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var options = host.Options();
        options.ConversationId = before;
        var asking = Client(host, requests).GetResponseAsync("go", options, patience.Token);
        while (requests.Bodies.Count < 2)
        {
            Assert.False(asking.IsCompleted);
            await Task.Delay(10, Cancellation);
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        using var document = JsonDocument.Parse(requests.Bodies[1]);
        return document.RootElement.Clone();
    }

    private static IChatClient Client(ChatHost host, RequestBodies requests)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(host.Address, "/v1"), Transport = new HttpClientPipelineTransport(new HttpClient(requests)) };
        return host.Client(new OpenAIClient(new ApiKeyCredential("none"), options).GetResponsesClient().AsIChatClient("replay"));
    }

    private static IEnumerable<string?> Types(JsonElement request) =>
        request.GetProperty("input").EnumerateArray().Select(item => item.TryGetProperty("type", out var type) ? type.GetString() : "message");
}
