using System.Text;
using Anthropic.Models.Messages;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Eager.Chat.Calls;

/// <summary>Reads function calls in the updates of the clients that stream their arguments.</summary>
internal static class CallDeltas
{
    /// <summary>Nothing where the update tells of no call, or is of a client that is not known.</summary>
    /// <param name="raw">What the client itself received: <c>RawRepresentation</c> of the update.</param>
    public static IEnumerable<CallDelta> Of(object? raw) => raw switch
    {
        StreamingChatCompletionUpdate chat => chat.ToolCallUpdates.Select(Of),
        StreamingResponseUpdate response => Of(response),
        RawMessageStreamEvent message => Of(message),
        _ => [],
    };

    private static CallDelta Of(StreamingChatToolCallUpdate call) => new(
        call.Index, NotEmpty(call.ToolCallId), NotEmpty(call.FunctionName), call.FunctionArgumentsUpdate?.ToMemory() ?? default);

    private static IEnumerable<CallDelta> Of(StreamingResponseUpdate update) => update switch
    {
        StreamingResponseOutputItemAddedUpdate { Item: FunctionCallResponseItem call } added =>
            [new CallDelta(added.OutputIndex, call.CallId, call.FunctionName, default)],
        StreamingResponseFunctionCallArgumentsDeltaUpdate delta => [new CallDelta(delta.OutputIndex, null, null, delta.Delta.ToMemory())],
        _ => [],
    };

    private static IEnumerable<CallDelta> Of(RawMessageStreamEvent streamed)
    {
        if (streamed.TryPickContentBlockStart(out var start) && start.ContentBlock.TryPickToolUse(out var use))
            return [new CallDelta(start.Index, use.ID, use.Name, default)];
        if (streamed.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickInputJson(out var json))
            return [new CallDelta(delta.Index, null, null, Encoding.UTF8.GetBytes(json.PartialJson))];
        return [];
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
