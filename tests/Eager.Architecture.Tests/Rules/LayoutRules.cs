using Eager.Architecture.Tests.Repository;

namespace Eager.Architecture.Tests.Rules;

/// <summary>Sizes and places of files and folders.</summary>
internal static class LayoutRules
{
    private const int FilesInFolder = 15;

    private static readonly string[] TopFolders = [".ci", "docs", "engine", "executors", "loadtests", "native", "parsers", "tests"];
    private static readonly string[] WithoutReadme = [".ci", "docs"];

    public static IEnumerable<Violation> FileSize(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCode
        let limit = file.IsNative ? 600 : file.IsTest ? 500 : 400
        where file.Lines > limit
        select new Violation(file.Path, $"{file.Path}: {file.Lines} lines, at most {limit}");

    public static IEnumerable<Violation> FolderSize(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCode
        group file by file.Folder into folder
        where folder.Count() > FilesInFolder
        select new Violation(folder.Key, $"{folder.Key}: {folder.Count()} files, at most {FilesInFolder}");

    public static IEnumerable<Violation> TopFolder(IEnumerable<TrackedFile> files) =>
        from top in TopFoldersOf(files)
        where !TopFolders.Contains(top)
        select new Violation(top, $"{top}: not one of {string.Join(", ", TopFolders)}");

    public static IEnumerable<Violation> Readme(IEnumerable<TrackedFile> files)
    {
        TrackedFile[] all = [.. files];
        return from top in TopFoldersOf(all)
               where !WithoutReadme.Contains(top) && all.All(file => file.Path != $"{top}/README.md")
               select new Violation(top, $"{top}: no README.md");
    }

    private static IEnumerable<string> TopFoldersOf(IEnumerable<TrackedFile> files) =>
        (from file in files where file.Path.Contains('/', StringComparison.Ordinal) select file.Path.Split('/')[0]).Distinct();
}
