using Eager.Engine.Tokens.Decoding.Events;
using Eager.Engine.Tokens.Decoding.Providers;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>Makes decoders. One decoder serves one stream.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Create(DecodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Format switch
        {
            StreamFormat.Code => new TextStreamDecoder(new PlainText()),
            StreamFormat.Markdown => new TextStreamDecoder(new MarkdownFences(options.Languages)),
            StreamFormat.Tags => new TextStreamDecoder(new CodeTags()),
            StreamFormat.Arguments => new ArgumentsStreamDecoder(options.Members),
            StreamFormat.OpenAIChat or StreamFormat.OpenAIResponses or StreamFormat.Anthropic or StreamFormat.Gemini => Events(options),
            StreamFormat.Auto => new AutoStreamDecoder(options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "unknown format"),
        };
    }

    /// <summary>Makes a reader that tells a sink what a provider's stream says.</summary>
    /// <param name="format">One of the providers' formats.</param>
    /// <param name="eventBytes">Longest event, in bytes.</param>
    /// <param name="sink">Is told.</param>
    public static AnswerReader Read(StreamFormat format, int eventBytes, IAnswerSink sink)
    {
        IProviderEvents provider = format switch
        {
            StreamFormat.OpenAIChat => new OpenAIChatEvents(sink),
            StreamFormat.OpenAIResponses => new OpenAIResponsesEvents(sink),
            StreamFormat.Anthropic => new AnthropicEvents(sink),
            StreamFormat.Gemini => new GeminiEvents(sink),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no format of a provider"),
        };
        return new AnswerReader(new EventReader(eventBytes), provider, sink);
    }

    private static EventStreamDecoder Events(DecodingOptions options)
    {
        var answer = new Answer(options);
        return new EventStreamDecoder(Read(options.Format, options.EventBytes, answer), answer);
    }
}
