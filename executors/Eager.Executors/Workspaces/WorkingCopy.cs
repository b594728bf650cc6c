using System.Diagnostics;

namespace Eager.Executors.Workspaces;

/// <summary>A fresh copy of a working directory, deleted on disposal.</summary>
public sealed class WorkingCopy : IDisposable
{
    /// <summary>Bytes that are copied at most: a program's folder, not a home directory.</summary>
    private const long ByteLimit = 512L * 1024 * 1024;

    private const int FileLimit = 20_000;

    /// <summary>Exit statuses above it say which signal ended a process: Ctrl-C in a terminal reaches cp as well.</summary>
    private const int SignalBase = 128;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private WorkingCopy(string path) => Path = path;

    /// <summary>Absolute path of the copy.</summary>
    public string Path { get; }

    /// <summary>An empty directory.</summary>
    public static WorkingCopy Empty() => new(Directory.CreateTempSubdirectory("eager-").FullName);

    /// <summary>Copies a directory with everything in it; links stay links.</summary>
    /// <exception cref="OperationCanceledException">A signal ended the copy.</exception>
    /// <exception cref="WorkspaceException">The directory is larger than the limits, or cannot be read.</exception>
    public static WorkingCopy Of(string directory)
    {
        RequireCopyable(directory);
        var copy = Empty();
        using var cp = Process.Start(new ProcessStartInfo("cp", ["-a", "--", System.IO.Path.Join(directory, "."), copy.Path])
        {
            RedirectStandardError = true,
        })!;
        var complaint = cp.StandardError.ReadToEnd();
        cp.WaitForExit();
        if (cp.ExitCode == 0)
            return copy;
        copy.Dispose();
        if (cp.ExitCode > SignalBase)
            throw new OperationCanceledException("the copy was interrupted");
        throw new WorkspaceException($"cannot copy the working directory: {complaint.Split('\n')[0]}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a program left undeletable stays in the temporary folder; the run itself is over.
        }
    }

    private static void RequireCopyable(string directory)
    {
        long bytes = 0;
        var files = 0;
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*", Everything))
        {
            bytes += file.Length;
            if (bytes > ByteLimit || ++files > FileLimit)
                throw new WorkspaceException(
                    $"the working directory is too large to copy for both arms (over {ByteLimit >> 20} MiB or {FileLimit} files): run from the program's own folder");
        }
    }
}
