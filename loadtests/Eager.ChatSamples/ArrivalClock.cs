using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Eager.ChatSamples;

/// <summary>Notes when the last event came that a call was made of.</summary>
internal sealed class ArrivalClock(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <summary>Timestamp of the last event before the client gave the complete call.</summary>
    public long LastDelta { get; private set; }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = 0L;
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.Contents.OfType<FunctionCallContent>().Any())
                LastDelta = last;
            last = TimeProvider.System.GetTimestamp();
            yield return update;
        }
    }
}
