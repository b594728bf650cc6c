using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.ReplayModel.Answers;

namespace Eager.ReplayModel.Apis;

/// <summary>Makes the events with which an API would stream an answer.</summary>
public static class Synthesis
{
    /// <summary>The events of an answer.</summary>
    /// <param name="api">The API to speak.</param>
    /// <param name="answer">What to say. A recorded stream of the same API is played as it is.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="tokenCharacters">Characters a token; at least 1.</param>
    /// <exception cref="FormatException">The answer was recorded from another API.</exception>
    public static IEnumerable<StreamedEvent> Events(ModelApi api, ModelAnswer answer, ModelRequest request, int tokenCharacters)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokenCharacters, 1);
        if (answer is RecordedAnswer recorded)
        {
            return recorded.Api == api
                ? recorded.Events.Select(data => new StreamedEvent(api == ModelApi.ChatCompletions ? null : TypeOf(data), data, IsToken: true))
                : throw new FormatException($"the answer '{answer.Name}' was recorded from another API");
        }

        var said = Said.Of(answer, request.Tool, tokenCharacters);
        return api switch
        {
            ModelApi.ChatCompletions => ChatCompletionEvents.Of(said, request.Model),
            ModelApi.Responses => ResponseEvents.Of(said, request.Model),
            _ => MessageEvents.Of(said, request.Model),
        };
    }

    /// <summary>Cuts text into tokens of so many characters; a surrogate pair is one character and is not cut.</summary>
    internal static IEnumerable<string> Tokens(string text, int characters)
    {
        var token = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            token.Append(rune.ToString());
            if (++count % characters != 0)
                continue;
            yield return token.ToString();
            token.Clear();
        }

        if (token.Length > 0)
            yield return token.ToString();
    }

    private static string? TypeOf(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.TryGetProperty("type", out var type) ? type.GetString() : null;
    }

    /// <summary>A call or a text, in tokens.</summary>
    internal sealed record Said(string? Tool, IReadOnlyList<string> Tokens)
    {
        public string Whole => string.Concat(Tokens);

        public static Said Of(ModelAnswer answer, ToolDeclaration? tool, int characters) => answer switch
        {
            ProgramAnswer program when tool is not null => new Said(
                tool.Name, [.. Synthesis.Tokens(new JsonObject { [tool.Member] = program.Code }.ToJsonString(), characters)]),
            ProgramAnswer program => new Said(null, [.. Synthesis.Tokens($"```python\n{program.Code.TrimEnd('\n')}\n```\n", characters)]),
            TextAnswer text => new Said(null, [.. Synthesis.Tokens(text.Text, characters)]),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };
    }
}
