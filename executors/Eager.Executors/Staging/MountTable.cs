using System.Text.RegularExpressions;

namespace Eager.Executors.Staging;

/// <summary>What is mounted where, as this process sees it.</summary>
internal sealed partial class MountTable(IReadOnlyList<string> points)
{
    private const string Source = "/proc/self/mountinfo";
    private const int PointField = 4;

    /// <summary>Reads the system's table.</summary>
    public static MountTable Read() => Parse(File.ReadLines(Source));

    /// <summary>Takes the mount points out of lines as proc(5) describes them.</summary>
    public static MountTable Parse(IEnumerable<string> lines) =>
        new([.. lines.Select(line => line.Split(' ')).Where(fields => fields.Length > PointField).Select(fields => Unescaped(fields[PointField]))]);

    /// <summary>Where the file system is mounted that a path lies in: of two paths in one, files can be moved between them.</summary>
    public string PointOf(string path) => points.Where(point => point == path || IsBeneath(path, point)).MaxBy(point => point.Length) ?? "/";

    /// <summary>Something that is mounted in a folder, or deeper; null where nothing is.</summary>
    public string? FirstBeneath(string folder) => points.FirstOrDefault(point => IsBeneath(point, folder));

    /// <summary>True for what lies in a folder, at any depth. Both are absolute and have no links in them.</summary>
    public static bool IsBeneath(string path, string folder) =>
        path.Length > folder.Length && path.StartsWith(folder == "/" ? folder : folder + "/", StringComparison.Ordinal);

    private static string Unescaped(string field) =>
        Escape().Replace(field, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
