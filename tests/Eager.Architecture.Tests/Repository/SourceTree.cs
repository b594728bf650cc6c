using System.Diagnostics;

namespace Eager.Architecture.Tests.Repository;

/// <summary>What git tracks.</summary>
internal static class SourceTree
{
    private const string Marker = "Eager.Actors.sln";

    private static readonly Lazy<IReadOnlyList<TrackedFile>> All = new(Read);

    public static IReadOnlyList<TrackedFile> Files => All.Value;

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Marker)))
                folder = folder.Parent;
            return folder?.FullName ?? throw new DirectoryNotFoundException($"no {Marker} above {AppContext.BaseDirectory}");
        }
    }

    private static TrackedFile[] Read()
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. from path in paths where File.Exists(Path.Combine(Root, path)) select new TrackedFile(path, File.ReadAllText(Path.Combine(Root, path)))];
    }
}
