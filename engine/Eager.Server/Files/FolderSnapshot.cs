namespace Eager.Server.Files;

/// <summary>The files of a folder at one moment. Links are neither shown nor followed: a program can make them lead anywhere.</summary>
internal sealed class FolderSnapshot
{
    private const int FileLimit = 10_000;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true,
    };

    private readonly string _folder;
    private readonly Dictionary<string, (long Size, DateTime Changed)> _files;

    public FolderSnapshot(string folder)
    {
        _folder = folder;
        _files = FilesOf(folder).ToDictionary(file => file.Path, file => (file.Size, file.Changed));
    }

    /// <summary>Files with their paths from the folder, in order.</summary>
    public static IReadOnlyList<(string Path, long Size, DateTime Changed)> FilesOf(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", Everything).Take(FileLimit)
                .Select(file => (Path: Path.GetRelativePath(folder, file.FullName), file.Length, file.LastWriteTimeUtc))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that were made or changed since.</summary>
    public IReadOnlyList<string> Changes()
    {
        try
        {
            return [.. FilesOf(_folder).Where(file => !_files.TryGetValue(file.Path, out var before) || before != (file.Size, file.Changed)).Select(file => file.Path)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
