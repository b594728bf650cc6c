namespace Eager.ChatSamples;

/// <summary>The APIs that the samples speak, each with its provider's own client.</summary>
public enum ChatApi
{
    /// <summary>OpenAI's chat completions.</summary>
    OpenAIChat,

    /// <summary>OpenAI's Responses.</summary>
    OpenAIResponses,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic,
}
