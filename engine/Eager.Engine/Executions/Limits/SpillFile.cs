using Eager.Executions;

namespace Eager.Engine.Executions.Limits;

/// <summary>
/// A file in a program's directory, made when it is needed, under a name that was free: the program may have put anything there, so nothing that
/// exists is opened. Where none can be made the bytes are dropped.
/// </summary>
internal sealed class SpillFile(string directory, OutputStream stream) : IAsyncDisposable
{
    private FileStream? _file;

    /// <summary>Where it is; null where there is none.</summary>
    public string? Path => _file?.Name;

    public void Open()
    {
        var name = System.IO.Path.Combine(directory, $"eager-{stream.ToString().ToLowerInvariant()}-{Guid.NewGuid():N}.txt");
        try
        {
            _file = new FileStream(name, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The event says that there is no file.
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_file is null)
            return;
        try
        {
            await _file.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The disk is full: the file ends where it ends.
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is not { } file)
            return;
        try
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // What was buffered did not fit.
        }
    }
}
