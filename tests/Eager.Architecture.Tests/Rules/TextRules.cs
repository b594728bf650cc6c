using System.Text.RegularExpressions;
using Eager.Architecture.Tests.Repository;

namespace Eager.Architecture.Tests.Rules;

/// <summary>What no tracked text says: STYLE "Shape"; paths of a machine and package feeds.</summary>
internal static partial class TextRules
{
    public static IEnumerable<Violation> Region(IEnumerable<TrackedFile> files) =>
        Matches(files.Where(file => file.IsCSharp), RegionLine());

    public static IEnumerable<Violation> Leftover(IEnumerable<TrackedFile> files) =>
        Matches(files.Where(file => file.IsCode || file.Is(".csproj", ".props", ".targets", ".md")), LeftoverWord());

    public static IEnumerable<Violation> MachinePath(IEnumerable<TrackedFile> files) => Matches(files, PathOfAMachine());

    public static IEnumerable<Violation> Feed(IEnumerable<TrackedFile> files) =>
        from file in files
        from Match url in FeedAddress().Matches(file.Text)
        select new Violation(file.Path, $"{file.Path}:{LineOf(file, url)}: the address of a package feed; which one to ask is the machine's choice");

    private static IEnumerable<Violation> Matches(IEnumerable<TrackedFile> files, Regex forbidden) =>
        from file in files
        from Match match in forbidden.Matches(file.Text)
        select new Violation(file.Path, $"{file.Path}:{LineOf(file, match)}: {match.Value.Trim()}");

    private static int LineOf(TrackedFile file, Match match) => file.Text.AsSpan(0, match.Index).Count('\n') + 1;

    [GeneratedRegex(@"^\s*#\s*region\b", RegexOptions.Multiline)]
    private static partial Regex RegionLine();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E)\b")]
    private static partial Regex LeftoverWord();

    /// <summary>A folder in the root of a file system that only this or that machine has.</summary>
    [GeneratedRegex(@"(?<![\w.}/*-])/(work|root|home/\w+)/[\w.-]*")]
    private static partial Regex PathOfAMachine();

    /// <summary>Addresses that end as a feed's index does, or that a lock file resolved a package to.</summary>
    [GeneratedRegex(@"https?://([^/\s""'<>]+)(?:/[^\s""'<>]*)?(?:/index\.json|/simple/?|\.tgz|\.nupkg|\.whl)(?=[\s""'<>#?]|$)")]
    private static partial Regex FeedAddress();
}
