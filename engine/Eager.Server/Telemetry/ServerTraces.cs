using System.Diagnostics;
using Eager.Events;
using Eager.Server.Executions;
using Eager.Server.Proxy;

namespace Eager.Server.Telemetry;

/// <summary>Spans with the names of OpenTelemetry's conventions for generative AI. No code and no output is ever an attribute.</summary>
internal static class ServerTraces
{
    public const string SourceName = "Eager.Server";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A request to a model; null where nobody traces.</summary>
    public static Activity? Chat(ProxyRequest request, Upstream upstream)
    {
        var chat = Source.StartActivity($"chat {request.Model}".TrimEnd(), ActivityKind.Client);
        chat?.SetTag("gen_ai.operation.name", "chat");
        chat?.SetTag("gen_ai.provider.name", "openai");
        chat?.SetTag("gen_ai.request.model", request.Model);
        chat?.SetTag("server.address", upstream.Host);
        return chat;
    }

    /// <summary>The model's API began to answer.</summary>
    public static void Answered(Activity? chat, int status)
    {
        chat?.SetTag("http.response.status_code", status);
        if (status >= 400)
            Fail(chat, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>An execution: beside the model's answer that it comes from, linked to it, else below the request; null where nobody traces.</summary>
    public static Activity? Execution(ExecutionOrigin origin, string language, string session)
    {
        var name = origin.Tool ?? language;
        ActivityLink[]? links = origin.Chat is { } chat ? [new ActivityLink(chat)] : null;
        var tool = Source.StartActivity($"execute_tool {name}", ActivityKind.Internal, origin.Parent, tags: null, links);
        tool?.SetTag("gen_ai.operation.name", "execute_tool");
        tool?.SetTag("gen_ai.tool.name", name);
        tool?.SetTag("gen_ai.tool.type", "function");
        if (origin.CallId is { } call)
            tool?.SetTag("gen_ai.tool.call.id", call);
        tool?.SetTag("gen_ai.conversation.id", session);
        tool?.SetTag("eager.language", language);
        return tool;
    }

    /// <summary>What an execution came to.</summary>
    public static void Completed(Activity? tool, SessionSummary summary)
    {
        tool?.SetTag("eager.statements", summary.Statements);
        tool?.SetTag("eager.exit", summary.Exit);
        tool?.SetTag("eager.nel_ms", summary.NonOverlapped.TotalMilliseconds);
        if (summary.Fault is not null)
            Fail(tool, "fault");
        else if (summary.Error is { } error)
            Fail(tool, error.Error.Type);
    }

    private static void Fail(Activity? span, string type)
    {
        span?.SetTag("error.type", type);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
