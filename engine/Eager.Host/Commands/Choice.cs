using System.CommandLine;

namespace Eager.Host.Commands;

/// <summary>An option that takes one of a few words, spelled in lower case.</summary>
internal static class Choice
{
    public static Option<TEnum> Option<TEnum>(string name, string description, TEnum usual)
        where TEnum : struct, Enum
    {
        var words = Enum.GetValues<TEnum>().ToDictionary(value => value.ToString().ToLowerInvariant());
        return new Option<TEnum>(name)
        {
            Description = $"{description} [default: {usual.ToString().ToLowerInvariant()}]",
            HelpName = string.Join('|', words.Keys),
            CustomParser = given =>
            {
                if (words.TryGetValue(given.Tokens[0].Value, out var value))
                    return value;
                given.AddError($"{name} takes {string.Join(", ", words.Keys)}, not '{given.Tokens[0].Value}'");
                return usual;
            },
        };
    }
}
