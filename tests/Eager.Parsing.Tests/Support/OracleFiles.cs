namespace Eager.Parsing.Tests.Support;

/// <summary>Source files of a stock machine, as <c>corpus/oracle/WHERE.md</c> lists them.</summary>
internal static class OracleFiles
{
    private const int SampleStep = 40;

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>All files where <c>EAGER_FULL</c> is set, otherwise a fixed sample of them.</summary>
    public static IReadOnlyList<string> Under(IEnumerable<string> folders, string pattern)
    {
        var files = folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, Deep))
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.SkipWhen(files.Length == 0, $"no {pattern} files on this machine");
        return IsFull ? files : [.. files.Where((_, index) => index % SampleStep == 0)];
    }

    public static bool IsFull => Environment.GetEnvironmentVariable("EAGER_FULL") is "1";

    /// <summary>Further folders to look in, separated by colons.</summary>
    public static IEnumerable<string> Extra =>
        (Environment.GetEnvironmentVariable("EAGER_ORACLE_FOLDERS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
}
