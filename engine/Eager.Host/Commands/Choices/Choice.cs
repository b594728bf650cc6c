using System.CommandLine;

namespace Eager.Host.Commands.Choices;

/// <summary>An option that takes one of a few words, spelled in lower case unless it is said how.</summary>
internal static class Choice
{
    public static Option<TEnum> Option<TEnum>(string name, string description, TEnum usual, Func<TEnum, string>? spelling = null)
        where TEnum : struct, Enum
    {
        spelling ??= value => value.ToString().ToLowerInvariant();
        var words = Enum.GetValues<TEnum>().ToDictionary(spelling);
        return new Option<TEnum>(name)
        {
            Description = $"{description} [default: {spelling(usual)}]",
            HelpName = string.Join('|', words.Keys),
            DefaultValueFactory = _ => usual,
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
