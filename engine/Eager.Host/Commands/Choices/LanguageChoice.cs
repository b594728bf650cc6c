using Eager.Host.Running;
using Eager.Parsing;
using Eager.Statements;

namespace Eager.Host.Commands.Choices;

/// <summary>Which language a program is in.</summary>
internal static class LanguageChoice
{
    private const string Default = "python";

    /// <summary>The one that was named, else the one of the file's ending, else Python.</summary>
    /// <exception cref="UsageException">No such language.</exception>
    public static ILanguage Of(string? named, ProgramSource source)
    {
        if (named is not null)
            return LanguageRegistry.Find(named)
                ?? throw new UsageException($"unknown language '{named}'; known: {string.Join(", ", LanguageRegistry.All.Select(known => known.Name))}");
        return (source.Path is null ? null : LanguageRegistry.FindByFile(source.Path)) ?? LanguageRegistry.Find(Default)!;
    }
}
