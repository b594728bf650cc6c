using System.Globalization;

namespace Eager.Executors.Workspaces;

/// <summary>A temporary folder of this host: only its user can read it, and a later host removes it where this one was killed.</summary>
public static class HostFolder
{
    private const string Prefix = "eager-";

    /// <summary>Numbers of processes mean nothing to a host in another container that shares the temporary folder.</summary>
    private static readonly string Namespace = string.Concat((File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "").Where(char.IsDigit));

    /// <summary>Makes one, and removes those of hosts that were killed.</summary>
    /// <param name="kind">What it is for: a word.</param>
    public static DirectoryInfo Create(string kind)
    {
        RemoveAbandoned();
        return Directory.CreateTempSubdirectory(string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{kind}-{Namespace}-{Environment.ProcessId}-{StartOf(Environment.ProcessId)}-"));
    }

    /// <summary>Removes those of hosts that were killed.</summary>
    public static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsAbandoned))
            Remove(new DirectoryInfo(folder));
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
            // What can be removed is removed by a later host.
        }
    }

    /// <summary>The name tells the host's process and when that started: numbers of processes come again.</summary>
    private static bool IsAbandoned(string folder) =>
        Path.GetFileName(folder).Split('-') is [_, _, var space, var host, var start, _]
        && space == Namespace
        && int.TryParse(host, CultureInfo.InvariantCulture, out var pid)
        && StartOf(pid) != start;

    /// <summary>When a process was started, in the kernel's ticks since the machine was; empty where there is none.</summary>
    private static string StartOf(int pid)
    {
        const int StartField = 19;
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ')[StartField];
        }
        catch (IOException)
        {
            return "";
        }
    }
}
