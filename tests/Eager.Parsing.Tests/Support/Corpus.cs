namespace Eager.Parsing.Tests.Support;

/// <summary>The corpus of model-written programs: <c>EAGER_CORPUS</c>, or <c>shared/corpus</c> beside a parent folder.</summary>
internal static class Corpus
{
    private static readonly string? Folder = Find();

    /// <summary>Programs of a language, or a skipped test.</summary>
    public static IReadOnlyList<string> Programs(string language, string fileName)
    {
        var folder = Folder is null ? null : Path.Combine(Folder, language);
        Assert.SkipUnless(Directory.Exists(folder), "no corpus: set EAGER_CORPUS to its folder");
        var programs = Directory.GetFiles(folder!, fileName, SearchOption.AllDirectories);
        Array.Sort(programs, StringComparer.Ordinal);
        return programs;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EAGER_CORPUS") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
