using System.Text.Json;
using Eager.Statements;

namespace Eager.Events.Json;

/// <summary>How values are spelled in JSON: enumerations in snake case, spans as four members.</summary>
internal static class JsonNames
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.All[value];

    public static bool TryRead<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.Values.TryGetValue(name, out value);

    public static void WriteSpan(Utf8JsonWriter json, in SourceSpan span)
    {
        json.WriteNumber("start", span.Start);
        json.WriteNumber("end", span.End);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("end_line", span.EndLine);
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly IReadOnlyDictionary<TEnum, string> All = Enum.GetValues<TEnum>().ToDictionary(
            value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly IReadOnlyDictionary<string, TEnum> Values = All.ToDictionary(one => one.Value, one => one.Key);
    }
}
