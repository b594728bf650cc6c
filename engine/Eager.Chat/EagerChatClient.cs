using System.Runtime.CompilerServices;
using Eager.Chat.Calls;
using Eager.Chat.Runs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Eager.Chat;

/// <summary>
/// Runs the calls of the <see cref="CodeTool"/> while their arguments arrive. Its place is below the function-invoking client, which gets the
/// finished result when it invokes the function. An error in the program cancels the generation.
/// </summary>
public sealed partial class EagerChatClient : DelegatingChatClient
{
    internal const string Differs = "the call's final arguments differ from what was executed, and were not executed";

    private readonly CodeTool _tool;
    private readonly CallRuns _runs;
    private readonly ChatMetrics _metrics;
    private readonly ILogger<EagerChatClient> _logger;
    private readonly CutAnswers _cut = new();
    private int _saidWhole;

    internal EagerChatClient(IChatClient inner, CodeTool tool, CallRuns runs, ChatMetrics metrics, ILogger<EagerChatClient> logger)
        : base(inner) => (_tool, _runs, _metrics, _logger) = (tool, runs, metrics, logger);

    /// <summary>Streams beneath where the tool is offered, so that its calls run early here as well.</summary>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => MayRunEarly(options)
        ? await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false)
        : await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!MayRunEarly(options))
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
                yield return update;
            yield break;
        }

        using var generation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = new AnswerCalls(_tool, _runs, _metrics, cancellationToken);
        var conversation = new KeptConversation(options!.ConversationId);
        List<ChatResponseUpdate>? said = options.ConversationId is null ? null : [];
        messages = said is null ? messages : _cut.Complete(messages);
        var updates = base.GetStreamingResponseAsync(messages, AnthropicTools.Streamed(options, _tool, InnerClient), generation.Token)
            .GetAsyncEnumerator(generation.Token);
        ChatResponseUpdate? last = null;
        try
        {
            while (await NextAsync(updates, conversation.CannotFork ? null : answer.Generating, generation).ConfigureAwait(false))
            {
                last = updates.Current;
                conversation.Read(last);
                answer.Read(last);
                said?.Add(last);
                yield return last;
            }

            var isCut = generation.IsCancellationRequested;
            var calls = answer.End(isCut ? "it was over before the rest of it was written" : null);
            var end = Update(calls, last, conversation.End(isCut));
            said?.Add(end);
            if (isCut && said is not null)
                _cut.Add(messages, said);
            if (calls.Count > 0 || end.ConversationId is not null)
                yield return end;
            Say(answer);
        }
        finally
        {
            answer.End("the answer broke off");
            await updates.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Where any function waits for approval, the function-invoking client asks for all calls of an answer together: then none may run before.
    /// </summary>
    private bool MayRunEarly(ChatOptions? options) =>
        options?.Tools is { } tools
        && tools.Any(tool => ReferenceEquals(tool, _tool))
        && !tools.Any(tool => tool.GetService<ApprovalRequiredAIFunction>() is not null);

    /// <summary>Advances to the next update. False where there is none, or where an error in the program made the rest of the answer useless.</summary>
    private static async Task<bool> NextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, CallRun? generating, CancellationTokenSource generation)
    {
        var next = updates.MoveNextAsync().AsTask();
        if (generating is null || next.IsCompleted)
            return await next.ConfigureAwait(false);
        if (await Task.WhenAny(next, generating.Interrupted).ConfigureAwait(false) == next)
            return await next.ConfigureAwait(false);
        await generation.CancelAsync().ConfigureAwait(false);
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }

    private static ChatResponseUpdate Update(IReadOnlyList<AIContent> calls, ChatResponseUpdate? last, string? conversation) => new(ChatRole.Assistant, [.. calls])
    {
        MessageId = last?.MessageId,
        ResponseId = last?.ResponseId,
        ModelId = last?.ModelId,
        ConversationId = conversation,
        FinishReason = calls.Count > 0 ? ChatFinishReason.ToolCalls : last?.FinishReason,
    };

    private void Say(AnswerCalls answer)
    {
        if (answer.WholeCalls > 0 && Interlocked.Exchange(ref _saidWhole, 1) == 0)
            LogWhole(_tool.Name);
        if (answer.DifferentCalls > 0)
            LogDifferent(_tool.Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls of {Tool} arrive whole from this provider: they run when they have arrived, without overlap.")]
    private partial void LogWhole(string tool);

    [LoggerMessage(Level = LogLevel.Error, Message = "The final arguments of a call of {Tool} differ from what was executed; they were not executed.")]
    private partial void LogDifferent(string tool);
}
