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
            StreamFormat.OpenAIChat => Events(options, answer => new OpenAIChatEvents(answer)),
            StreamFormat.OpenAIResponses => Events(options, answer => new OpenAIResponsesEvents(answer)),
            StreamFormat.Anthropic => Events(options, answer => new AnthropicEvents(answer)),
            StreamFormat.Gemini => Events(options, answer => new GeminiEvents(answer)),
            StreamFormat.Auto => new AutoStreamDecoder(options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "unknown format"),
        };
    }

    private static EventStreamDecoder Events(DecodingOptions options, Func<Answer, IProviderEvents> provider)
    {
        var answer = new Answer(options);
        return new EventStreamDecoder(new EventReader(options.EventBytes), provider(answer), answer);
    }
}
