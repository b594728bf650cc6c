using System.Diagnostics;

namespace Eager.Server.Executions;

/// <summary>Where an execution comes from, for its trace.</summary>
/// <param name="Tool">Name of the tool that was called; null where code was sent.</param>
/// <param name="CallId">Id of the call; null where code was sent.</param>
/// <param name="Chat">Span of the model's answer; null where code was sent, or nobody traces.</param>
/// <param name="Parent">The span around both.</param>
internal sealed record ExecutionOrigin(string? Tool, string? CallId, ActivityContext? Chat, ActivityContext Parent)
{
    /// <summary>Code that a client sent by the request that is being answered.</summary>
    public static ExecutionOrigin Request => new(null, null, null, Activity.Current?.Context ?? default);

    /// <summary>A call in a model's answer.</summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="callId">Id of the call.</param>
    /// <param name="chat">Span of the answer; null where nobody traces.</param>
    public static ExecutionOrigin Call(string tool, string callId, Activity? chat)
    {
        if (chat is null)
            return new ExecutionOrigin(tool, callId, null, default);
        var around = chat.ParentSpanId == default ? chat.Context : new ActivityContext(chat.TraceId, chat.ParentSpanId, chat.ActivityTraceFlags);
        return new ExecutionOrigin(tool, callId, chat.Context, around);
    }
}
