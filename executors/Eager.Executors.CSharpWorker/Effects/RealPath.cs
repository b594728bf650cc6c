namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>Paths with symbolic links followed, as far as they exist.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        if (Path.GetDirectoryName(path) is not { } above)
            return path;
        var here = Path.Combine(Of(above), Path.GetFileName(path));
        try
        {
            return File.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return here; // a link to itself leads nowhere
        }
    }
}
