using System.Globalization;
using System.Text;

namespace Eager.EndToEnd;

/// <summary>Processes of the system that carry a mark in their environment: whatever a run started, wherever it hides.</summary>
internal static class ProcessTable
{
    public const string Variable = "EAGER_TEST_RUN";

    /// <summary>Ids of the processes of one run; the dead that wait to be collected do not count.</summary>
    public static IReadOnlyList<int> Of(string mark)
    {
        var needle = Encoding.ASCII.GetBytes($"{Variable}={mark}");
        return [.. from folder in Directory.EnumerateDirectories("/proc")
                   where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
                   where Read(Path.Combine(folder, "environ")).AsSpan().IndexOf(needle) >= 0
                   select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)];
    }

    /// <summary>Waits a moment for the last of them to go; returns those that stay.</summary>
    public static async Task<IReadOnlyList<int>> LeftOversAsync(string mark)
    {
        for (var attempt = 0; ; attempt++)
        {
            var left = Of(mark);
            if (left.Count == 0 || attempt == 20)
                return left;
            await Task.Delay(100);
        }
    }

    public static string CommandLine(int pid) =>
        Encoding.UTF8.GetString(Read($"/proc/{pid}/cmdline")).Replace('\0', ' ').Trim();

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
