using System.Text.Json;

namespace Eager.ReplayModel.Answers;

/// <summary>A stream that a model once sent.</summary>
/// <param name="Name">Name it is asked for by.</param>
/// <param name="Api">The API it was recorded from.</param>
/// <param name="Events">Its events in order, as JSON texts.</param>
public sealed record RecordedAnswer(string Name, ModelApi Api, IReadOnlyList<string> Events) : ModelAnswer(Name)
{
    /// <summary>Reads server-sent events or JSON lines.</summary>
    /// <exception cref="FormatException">The text holds no event, or one that is not JSON, or is of no API that is known.</exception>
    public static RecordedAnswer Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] events = [.. from line in text.Split('\n') let payload = Payload(line) where payload.Length > 0 select payload];
        if (events.Length == 0)
            throw new FormatException("there is no event in it");
        try
        {
            return new RecordedAnswer(name, ApiOf(events[0]), events);
        }
        catch (JsonException exception)
        {
            throw new FormatException("its first event is not JSON", exception);
        }
    }

    private static string Payload(string line)
    {
        var payload = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line.Trim();
        return payload.StartsWith('{') ? payload : "";
    }

    private static ModelApi ApiOf(string first)
    {
        using var document = JsonDocument.Parse(first);
        var root = document.RootElement;
        if (root.TryGetProperty("choices", out _))
            return ModelApi.ChatCompletions;
        return root.TryGetProperty("type", out var type)
            ? type.GetString()!.StartsWith("response.", StringComparison.Ordinal) ? ModelApi.Responses : ModelApi.Messages
            : throw new FormatException("its first event is of no API that is known");
    }
}
