using Eager.Server.Problems;

namespace Eager.Server.Files;

/// <summary>
/// Files of a session by the paths that clients name. Nothing outside of its folder is reached, whatever links a program has made; what is written
/// is written while no program runs, so that none can change the way.
/// </summary>
internal sealed class SessionFolder(string folder)
{
    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="ProblemException">There is no such file in the folder.</exception>
    public FileStream OpenRead(string path)
    {
        var full = Resolve(path);
        try
        {
            // For reading alone the opening of a named pipe would wait for a writer.
            var file = new FileStream(full, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek && IsInside(file))
                return file;
            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Answered below, without telling what there is.
        }

        throw Problem.FileUnknown.With($"'{path}' is no file of this session");
    }

    /// <summary>Where to write a file; its folders exist then.</summary>
    /// <exception cref="ProblemException">It would not lie in the folder.</exception>
    public string PlaceFor(string path)
    {
        var full = Resolve(path);
        RequireNoLinks(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        }
        catch (IOException)
        {
            throw Problem.InvalidRequest.With($"'{path}' leads through a file");
        }

        if (Directory.Exists(full))
            throw Problem.InvalidRequest.With($"'{path}' is a folder");
        return full;
    }

    /// <exception cref="ProblemException">There is no such file in the folder.</exception>
    public void Delete(string path)
    {
        var full = Resolve(path);
        RequireNoLinks(path);
        if (!File.Exists(full))
            throw Problem.FileUnknown.With($"'{path}' is no file of this session");
        File.Delete(full);
    }

    private string Resolve(string path)
    {
        var full = path.Contains('\0', StringComparison.Ordinal) ? folder : Path.GetFullPath(Path.Join(folder, path));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !full.EndsWith(Path.DirectorySeparatorChar)
            ? full
            : throw Problem.InvalidRequest.With("the path leads out of the session's folder");
    }

    private void RequireNoLinks(string path)
    {
        var at = folder;
        foreach (var part in Path.GetRelativePath(folder, Resolve(path)).Split(Path.DirectorySeparatorChar))
        {
            at = Path.Join(at, part);
            if (new FileInfo(at).LinkTarget is not null)
                throw Problem.InvalidRequest.With($"'{path}' leads over a link");
        }
    }

    /// <summary>Where the kernel opened it, after all links.</summary>
    private bool IsInside(FileStream file)
    {
        var opened = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return opened is not null && opened.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
