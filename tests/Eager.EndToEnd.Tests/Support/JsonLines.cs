using System.Text.Json;

namespace Eager.EndToEnd;

/// <summary>One JSON object a line.</summary>
internal static class JsonLines
{
    public static JsonElement[] Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. from line in text[..^1].Split('\n') select JsonDocument.Parse(line).RootElement.Clone()];
    }

    public static string Type(this JsonElement entry) => entry.GetProperty("type").GetString()!;

    public static string[] Members(this JsonElement entry) => [.. from member in entry.EnumerateObject() select member.Name];

    public static JsonElement Parsed(this Workspace at, string file) => JsonDocument.Parse(at.Read(file)).RootElement.Clone();
}
