using System.ClientModel;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Eager.ChatSamples;

/// <summary>The providers' own clients behind <c>IChatClient</c>.</summary>
public static class ProviderClients
{
    /// <param name="api">The API to speak.</param>
    /// <param name="server">Its server, such as <c>http://127.0.0.1:8081</c>.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="key">Key of the API.</param>
    public static IChatClient Create(ChatApi api, Uri server, string model, string key)
    {
        ArgumentNullException.ThrowIfNull(server);
        var openAI = new OpenAIClientOptions { Endpoint = new Uri(server, "/v1") };
        return api switch
        {
            ChatApi.OpenAIChat => new OpenAIClient(new ApiKeyCredential(key), openAI).GetChatClient(model).AsIChatClient(),
            ChatApi.OpenAIResponses => new OpenAIClient(new ApiKeyCredential(key), openAI).GetResponsesClient().AsIChatClient(model),
            ChatApi.Anthropic => new AnthropicClient { BaseUrl = server.ToString().TrimEnd('/'), ApiKey = key }.AsIChatClient(model, 4096),
            _ => throw new ArgumentOutOfRangeException(nameof(api), api, "unknown API"),
        };
    }
}
