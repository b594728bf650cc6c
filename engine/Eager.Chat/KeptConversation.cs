using Microsoft.Extensions.AI;

namespace Eager.Chat;

/// <summary>
/// The conversation of one answer, where the service keeps it. An answer that names itself as the conversation's end is not believed before it is whole:
/// one that is cancelled is never the end, and the conversation ends where it did before.
/// </summary>
internal sealed class KeptConversation(string? before)
{
    private string? _end;

    /// <summary>True where the service adds to the conversation by itself, so that it cannot be gone on from before the answer.</summary>
    public bool CannotFork { get; private set; }

    /// <summary>Takes the conversation's name off an update, if the answer itself is its end.</summary>
    public void Read(ChatResponseUpdate update)
    {
        if (update.ConversationId is not { } name)
            return;
        if (name != update.ResponseId)
        {
            CannotFork = true;
            return;
        }

        _end = name;
        update.ConversationId = null;
    }

    /// <summary>Where the conversation ends now; null where the client has all of it, or where updates have said so.</summary>
    /// <param name="isCut">True where the answer was cancelled.</param>
    public string? End(bool isCut) => isCut && !CannotFork ? before : _end;
}
