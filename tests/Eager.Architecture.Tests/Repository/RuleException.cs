using System.Text.RegularExpressions;

namespace Eager.Architecture.Tests.Repository;

/// <summary>A rule that is broken on purpose, with the reason.</summary>
internal sealed partial record RuleException(string Rule, string Path, string Reason)
{
    public static IReadOnlyList<RuleException> All { get; } = Parse(File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "exceptions.txt")));

    /// <exception cref="FormatException">A line is no exception: it gives no reason, for one.</exception>
    public static IReadOnlyList<RuleException> Parse(string text) =>
    [
        .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           where !line.StartsWith('#')
           select Line().Match(line) is { Success: true, Groups: var groups }
               ? new RuleException(groups[1].Value, groups[2].Value, groups[3].Value)
               : throw new FormatException($"not 'RULE PATH — reason': {line}"),
    ];

    [GeneratedRegex(@"^(\S+) (\S+) — (\S.*)$")]
    private static partial Regex Line();
}
