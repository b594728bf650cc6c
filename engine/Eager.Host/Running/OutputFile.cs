namespace Eager.Host.Running;

/// <summary>A file that is written at the end.</summary>
internal static class OutputFile
{
    /// <summary>Says before anything runs that it cannot be written.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void Require(string option, string? path)
    {
        if (path is null)
            return;
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: cannot write {path}: {e.Message}");
        }
    }
}
