using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Eager.ReplayModel.Tests;

/// <summary>The providers' own clients understand what is played to them.</summary>
public sealed class OfficialClientTests
{
    private static readonly BinaryData Schema = BinaryData.FromString("""{"type":"object","properties":{"code":{"type":"string"}}}""");

    [Fact]
    public async Task Chat_client_of_OpenAI_should_put_the_arguments_together()
    {
        await using var replay = await Replay.StartAsync();
        var client = new ChatClient(
            "replay", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(replay.Address, "/v1") });
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("run", "runs code", Schema) } };
        var arguments = new StringBuilder();
        ChatFinishReason? finish = null;
        await foreach (var update in client.CompleteChatStreamingAsync(
            [new UserChatMessage("go")], options, TestContext.Current.CancellationToken))
        {
            foreach (var call in update.ToolCallUpdates)
                arguments.Append(call.FunctionArgumentsUpdate);
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(ChatFinishReason.ToolCalls, finish);
        Assert.Equal(Replay.Code, JsonDocument.Parse(arguments.ToString()).RootElement.GetProperty("code").GetString());
    }
}
