using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Eager.Chat.Tests;

/// <summary>A client whose final arguments are not those that it streamed.</summary>
internal sealed class OtherArguments(IChatClient inner, string code) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            foreach (var call in update.Contents.OfType<FunctionCallContent>())
                call.Arguments = new Dictionary<string, object?> { ["code"] = code };
            yield return update;
        }
    }
}
