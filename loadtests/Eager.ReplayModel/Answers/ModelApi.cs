namespace Eager.ReplayModel.Answers;

/// <summary>The streaming APIs that are spoken.</summary>
public enum ModelApi
{
    /// <summary>OpenAI, <c>POST /v1/chat/completions</c>.</summary>
    ChatCompletions,

    /// <summary>OpenAI, <c>POST /v1/responses</c>.</summary>
    Responses,

    /// <summary>Anthropic, <c>POST /v1/messages</c>.</summary>
    Messages,
}
