namespace Eager.Engine.Tokens.Decoding;

/// <summary>The names of formats, as the command line and traces have them.</summary>
public static class StreamFormats
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<StreamFormat>().Select(Name)];

    /// <summary>Name of a format.</summary>
    public static string Name(StreamFormat format) => format switch
    {
        StreamFormat.OpenAIChat => "openai-chat",
        StreamFormat.OpenAIResponses => "openai-responses",
        _ => format.ToString().ToLowerInvariant(),
    };

    /// <summary>Finds the format of a name.</summary>
    public static bool TryParse(string name, out StreamFormat format)
    {
        var known = Enum.GetValues<StreamFormat>().Where(value => Name(value) == name).ToArray();
        format = known.FirstOrDefault();
        return known.Length > 0;
    }

    /// <summary>True where the stream is a provider's events, so that a token of it is an event.</summary>
    public static bool HasEvents(StreamFormat format) =>
        format is StreamFormat.OpenAIChat or StreamFormat.OpenAIResponses or StreamFormat.Anthropic or StreamFormat.Gemini;
}
