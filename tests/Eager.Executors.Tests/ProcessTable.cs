namespace Eager.Executors.Tests;

/// <summary>What the system's process table says.</summary>
internal static class ProcessTable
{
    private const int ResidentPages = 21;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True where the process exists and is no zombie.</summary>
    public static bool IsAlive(int pid) => Stat(pid) is [var state, ..] && state is not ("Z" or "X");

    /// <summary>Children of this process, zombies included, that have the name.</summary>
    public static int[] Children(string? name = null)
    {
        var self = Environment.ProcessId.ToString();
        return [.. from pid in All()
                   where Stat(pid) is [_, var parent, ..] && parent == self && (name is null || Name(pid) == name)
                   select pid];
    }

    /// <summary>True where a process with these words for a command lives.</summary>
    public static bool Named(params string[] command) => All().Any(pid => IsAlive(pid) && CommandOf(pid) == string.Join('\0', command) + '\0');

    /// <summary>Processes that live in a namespace of process numbers, which is named as its members see it.</summary>
    public static int[] InNamespace(string name) => [.. from pid in All() where IsAlive(pid) && Namespace($"{pid}") == name orderby pid select pid];

    /// <summary>Processes beneath this one that are in a sandbox, wardens included, and their resident bytes.</summary>
    public static Dictionary<int, long> Sandboxed()
    {
        var own = Namespace("self");
        var table = (from pid in All() let stat = Stat(pid) where stat is not null select (pid, stat)).ToDictionary(entry => entry.pid, entry => entry.stat);
        return (from pid in table.Keys
                where table[pid][0] is not ("Z" or "X") && Descends(pid) && Namespace($"{pid}") is { } inside && inside != own
                select pid).ToDictionary(pid => pid, pid => long.Parse(table[pid][ResidentPages]) * Environment.SystemPageSize);

        bool Descends(int pid) => table.TryGetValue(pid, out var stat) && (stat[1] == $"{Environment.ProcessId}" || Descends(int.Parse(stat[1])));
    }

    public static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    public static async Task<bool> BecomesTrueAsync(Func<bool> condition)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(10))
        {
            if (condition())
                return true;
            await Task.Delay(10);
        }

        return condition();
    }

    public static Task<bool> DiesAsync(int pid) => BecomesTrueAsync(() => !IsAlive(pid));

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(entry => int.TryParse(entry, out _)).Select(int.Parse!);

    private static string? Namespace(string pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/pid").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Name(int pid) =>
        File.Exists($"/proc/{pid}/comm") ? File.ReadAllText($"/proc/{pid}/comm").Trim() : null;

    /// <summary>State, parent, group, session, …: what stands behind the program's name.</summary>
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
