using Eager.Server.Hosting;

namespace Eager.Server.Sessions;

/// <summary>
/// The folder beneath which sessions have theirs. Who holds its lock removes what a server that was killed has left there: sessions do not outlive
/// their server.
/// </summary>
internal sealed class WorkspaceRoot : IDisposable
{
    private const string LockName = ".eager-server";

    private readonly bool _isTemporary;
    private readonly FileStream? _lock;

    public WorkspaceRoot(ServerOptions options)
    {
        _isTemporary = options.Workspaces is null;
        Folder = _isTemporary ? Directory.CreateTempSubdirectory("eager-sessions-").FullName : Directory.CreateDirectory(options.Workspaces!).FullName;
        _lock = TryLock();
        if (_lock is null)
            return;
        foreach (var left in Directory.EnumerateDirectories(Folder, $"{ServerSession.Prefix}_*"))
            Remove(left);
    }

    public string Folder { get; }

    public void Dispose()
    {
        if (_lock is not null)
        {
            File.Delete(_lock.Name);
            _lock.Dispose();
        }

        if (_isTemporary)
            Remove(Folder);
    }

    /// <summary>Null where another server works in the folder.</summary>
    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Join(Folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a program left undeletable stays.
        }
    }
}
