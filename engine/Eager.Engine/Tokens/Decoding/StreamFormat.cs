namespace Eager.Engine.Tokens.Decoding;

/// <summary>What a stream holds the program in.</summary>
public enum StreamFormat
{
    /// <summary>The program itself.</summary>
    Code,

    /// <summary>Fenced code blocks of a Markdown text.</summary>
    Markdown,

    /// <summary>The insides of <c>code</c> and <c>execute</c> tags.</summary>
    Tags,

    /// <summary>JSON arguments of one tool call.</summary>
    Arguments,

    /// <summary>OpenAI chat-completion chunks.</summary>
    OpenAIChat,

    /// <summary>OpenAI Responses events.</summary>
    OpenAIResponses,

    /// <summary>Anthropic Messages events.</summary>
    Anthropic,

    /// <summary>Gemini <c>streamGenerateContent</c> events.</summary>
    Gemini,

    /// <summary>Whichever of the others the first bytes show.</summary>
    Auto,
}
