using Microsoft.Extensions.AI;

namespace Eager.Chat.Tests;

/// <summary>Gives an answer that was stored, then the word that all is done.</summary>
internal sealed class StoredAnswer(ChatResponse stored) : IChatClient
{
    private int _asked;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(_asked++ == 0 ? stored : new ChatResponse(new ChatMessage(ChatRole.Assistant, "Done.")));

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
