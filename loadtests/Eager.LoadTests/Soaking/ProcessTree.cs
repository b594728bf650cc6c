using System.Globalization;

namespace Eager.LoadTests.Soaking;

/// <summary>Processes as the kernel lists them.</summary>
internal static class ProcessTree
{
    /// <summary>Ids of all live processes below one; those that have ended and were not waited for do not count.</summary>
    public static IReadOnlyList<int> Descendants(int ancestor)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(folder) is { } parent)
                parents[id] = parent;
        return [.. parents.Keys.Where(id => IsBelow(id, ancestor, parents))];
    }

    /// <summary>Descriptors that this process has open.</summary>
    public static int OpenDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static bool IsBelow(int id, int ancestor, Dictionary<int, int> parents)
    {
        var depth = 0;
        while (parents.TryGetValue(id, out var parent) && depth++ < parents.Count)
        {
            if (parent == ancestor)
                return true;
            id = parent;
        }

        return false;
    }

    /// <summary>The name in the middle may hold anything: fields are counted from the last bracket on.</summary>
    private static int? ParentOf(string folder)
    {
        try
        {
            var text = File.ReadAllText($"{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
