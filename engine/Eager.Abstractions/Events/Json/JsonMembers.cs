using System.Text.Json;
using Eager.Statements;

namespace Eager.Events.Json;

/// <summary>Members of JSON objects that somebody else may have written: what is missing or wrong is a <see cref="FormatException"/> that names it.</summary>
internal static class JsonMembers
{
    /// <summary>The longest time that is taken, in seconds: eleven days.</summary>
    private const double LongestTime = 1e6;

    public static JsonElement Member(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var member)
            ? member
            : throw new FormatException($"'{name}' is missing");

    public static JsonElement? Optional(JsonElement entry, string name) =>
        (entry.ValueKind == JsonValueKind.Object ? entry : throw Wrong(name)).TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null ? member : null;

    public static string Text(JsonElement entry, string name)
    {
        var member = Member(entry, name);
        try
        {
            return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Wrong(name);
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"'{name}' holds half a character");
        }
    }

    public static string? OptionalText(JsonElement entry, string name) => Optional(entry, name) is null ? null : Text(entry, name);

    public static IReadOnlyList<string> OptionalTexts(JsonElement entry, string name) => Optional(entry, name) is null
        ? []
        : [.. List(entry, name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name))];

    public static long LongNumber(JsonElement entry, string name)
    {
        var member = Member(entry, name);
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number >= 0 ? number : throw Wrong(name);
    }

    /// <summary>A number that is not below 0.</summary>
    public static double Real(JsonElement entry, string name) =>
        Member(entry, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var number) && number >= 0 ? number : throw Wrong(name);

    public static bool Truth(JsonElement entry, string name) =>
        Member(entry, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : throw Wrong(name);

    public static int Number(JsonElement entry, string name) =>
        LongNumber(entry, name) is <= int.MaxValue and var number ? (int)number : throw Wrong(name);

    public static int Number(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Number && entry.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong("statements");

    public static IEnumerable<JsonElement> List(JsonElement entry, string name) =>
        Member(entry, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw Wrong(name);

    /// <summary>Names of the members of an object, each once.</summary>
    public static IEnumerable<string> Names(JsonElement entry, string name) => entry.ValueKind == JsonValueKind.Object
        ? entry.EnumerateObject().Select(member => member.Name).Distinct()
        : throw Wrong(name);

    public static TimeSpan Milliseconds(JsonElement entry, string name) => Time(Member(entry, name), name, 1e-3);

    public static TimeSpan Seconds(JsonElement entry, string name) => Time(Member(entry, name), name, 1);

    public static TimeSpan? OptionalSeconds(JsonElement entry, string name) =>
        Optional(entry, name) is { } member ? Time(member, name, 1) : null;

    public static TEnum Name<TEnum>(JsonElement entry, string name)
        where TEnum : struct, Enum => JsonNames.TryRead<TEnum>(Text(entry, name), out var value) ? value : throw Wrong(name);

    public static byte[] Bytes(JsonElement member) =>
        member.ValueKind == JsonValueKind.String && member.TryGetBytesFromBase64(out var bytes) ? bytes : throw Wrong("base64");

    public static SourceSpan Span(JsonElement entry) => new(
        LongNumber(entry, "start"), LongNumber(entry, "end"), Number(entry, "line"), Number(entry, "end_line"));

    public static SourceSpan? OptionalSpan(JsonElement entry, string name) => Optional(entry, name) is { } member ? Span(member) : null;

    private static TimeSpan Time(JsonElement member, string name, double unit) =>
        member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var value) && value * unit is >= 0 and <= LongestTime
            ? TimeSpan.FromTicks((long)Math.Round(value * unit * TimeSpan.TicksPerSecond))
            : throw Wrong(name);

    private static FormatException Wrong(string name) => new($"'{name}' is not what it should be");
}
