using System.Security.Cryptography;
using Eager.Executions;

namespace Eager.Executors.Staging;

/// <summary>Finds a place for the layer of a working directory: where possible in its own file system, so that changes are moved and not copied.</summary>
internal static class StagingPlace
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes an empty, private folder.</summary>
    /// <param name="directory">The working directory, absolute and without links.</param>
    /// <param name="mounts">What is mounted where.</param>
    /// <exception cref="BackendUnavailableException">There is no place, or the directory cannot be covered.</exception>
    public static string Make(string directory, MountTable mounts)
    {
        if (directory == "/")
            throw Unavailable(directory, "name a folder of its own");
        if (mounts.FirstBeneath(directory) is { } mounted)
            throw Unavailable(directory, $"{mounted}, which is mounted in it, could not be seen");
        var own = mounts.PointOf(directory);
        string[] places = [Path.GetTempPath(), Path.GetDirectoryName(directory)!, "/var/tmp", "/dev/shm"];
        return places
            .Select(place => Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)))
            .Where(place => place != directory && !MountTable.IsBeneath(place, directory))
            .OrderByDescending(place => mounts.PointOf(place) == own)
            .Select(TryMake)
            .FirstOrDefault(made => made is not null) ?? throw Unavailable(directory, "there is no place for them outside of it");
    }

    private static string? TryMake(string place)
    {
        var folder = Path.Join(place, $".eager-stage-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        try
        {
            return OperatingSystem.IsLinux() && Directory.Exists(place) ? Directory.CreateDirectory(folder, Private).FullName : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static BackendUnavailableException Unavailable(string directory, string why) =>
        new($"changes to {directory} cannot be staged: {why}");
}
