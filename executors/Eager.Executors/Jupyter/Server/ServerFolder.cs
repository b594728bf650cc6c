using System.Globalization;

namespace Eager.Executors.Jupyter.Server;

/// <summary>A folder for the settings of one server: only its user can read it, and it is gone with the server.</summary>
internal static class ServerFolder
{
    private const string Prefix = "eager-jupyter-";

    /// <summary>Makes one, and removes those of hosts that were killed.</summary>
    public static DirectoryInfo Create()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsAbandoned))
            Remove(new DirectoryInfo(folder));
        return Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-"));
    }

    /// <summary>Another user's folder, or one that is being removed already, is left to others.</summary>
    public static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What can be removed is removed by the next server.
        }
    }

    /// <summary>The name tells the host's process.</summary>
    private static bool IsAbandoned(string folder) =>
        int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var host) && !Directory.Exists($"/proc/{host}");
}
