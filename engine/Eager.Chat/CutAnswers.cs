using Microsoft.Extensions.AI;

namespace Eager.Chat;

/// <summary>
/// Answers that were cancelled in conversations that the service keeps. The service cannot go on from such an answer, but from the one before it: whoever brings the
/// result of a call of the cancelled one brings with it what was said since.
/// </summary>
internal sealed class CutAnswers
{
    /// <summary>An answer that nobody goes on from is forgotten when so many others were cancelled.</summary>
    private const int Most = 64;

    private readonly Lock _lock = new();
    private readonly Queue<(HashSet<string> Calls, IReadOnlyList<ChatMessage> Since)> _answers = new();

    /// <summary>Keeps what the service does not know: the messages of the request, and what there is of its answer.</summary>
    public void Add(IEnumerable<ChatMessage> request, IEnumerable<ChatResponseUpdate> answer)
    {
        var messages = answer.ToChatResponse().Messages;
        HashSet<string> calls = [.. messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.CallId)];
        lock (_lock)
        {
            if (_answers.Count == Most)
                _answers.Dequeue();
            _answers.Enqueue((calls, [.. request, .. messages]));
        }
    }

    /// <summary>The messages of a request, behind those that the service does not know.</summary>
    public IEnumerable<ChatMessage> Complete(IEnumerable<ChatMessage> request)
    {
        ChatMessage[] messages = [.. request];
        var known = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.CallId);
        var answered = messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId).Except(known).ToArray();
        if (answered.Length == 0)
            return messages;
        lock (_lock)
            return _answers.FirstOrDefault(answer => answer.Calls.Overlaps(answered)).Since is { } since ? [.. since, .. messages] : messages;
    }
}
