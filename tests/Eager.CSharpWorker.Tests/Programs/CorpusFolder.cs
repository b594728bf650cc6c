namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>The C# programs of the corpus, where it is there.</summary>
internal static class CorpusFolder
{
    private const string Variable = "EAGER_CORPUS";

    public static IReadOnlyList<string> Programs => Root() is { } root && Directory.Exists(Path.Combine(root, "csharp"))
        ? [.. Directory.EnumerateFiles(Path.Combine(root, "csharp"), "program.csx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which does not exist");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "shared", "corpus", "index.jsonl")))
                return Path.Combine(folder.FullName, "shared", "corpus");
        return null;
    }
}
