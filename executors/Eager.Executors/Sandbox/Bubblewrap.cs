using System.Globalization;
using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Sandbox;

/// <summary>
/// Writes the command of a sandbox: namespaces of its own for users, mounts, processes, IPC, network and host name, no capabilities, a read-only
/// system, and the program's working directory as the one place that it can change.
/// </summary>
internal static class Bubblewrap
{
    private const string Command = "bwrap";
    private const string Nobody = "65534";

    /// <summary>What programs need of a system, and nothing that is somebody's secret.</summary>
    private static readonly string[] System =
    [
        "/usr", "/bin", "/lib", "/lib32", "/lib64", "/sbin", "/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/ld.so.cache", "/etc/ld.so.conf",
        "/etc/ld.so.conf.d", "/etc/localtime", "/etc/matplotlibrc", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd", "/etc/python3",
        "/etc/python3.11", "/etc/ssl/certs", "/etc/timezone",
    ];

    /// <summary>The same start, in a sandbox.</summary>
    /// <param name="start">What is to run.</param>
    /// <param name="options">What the sandbox shows.</param>
    /// <param name="readable">Folders that the worker itself needs.</param>
    /// <exception cref="BackendUnavailableException">There is no bubblewrap, or the working directory is not one that a sandbox can have.</exception>
    public static ProcessStart Around(ProcessStart start, SandboxOptions options, params string[] readable)
    {
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(start.WorkingDirectory));
        if (directory == "/" || !Directory.Exists(directory))
            throw new BackendUnavailableException($"{start.WorkingDirectory} cannot be a sandbox's working directory: name a folder of its own");
        return start with
        {
            Name = $"{start.Name} in a sandbox",
            WorkingDirectory = directory,
            Environment = Environment(start.Environment, options, directory),
            Wrapper = [Find(options), .. Isolation(), .. Files(options, directory, readable), "--chdir", directory, "--"],
            Filtered = true,
        };
    }

    private static string[] Isolation()
    {
        string[] always =
        [
            "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox",
            "--cap-drop", "ALL", "--as-pid-1",
        ];
        return global::System.Environment.IsPrivilegedProcess ? [.. always, "--uid", Nobody, "--gid", Nobody] : always;
    }

    /// <summary>What lies deeper is mounted later, so that the working directory can lie within a readable folder, and the other way round.</summary>
    private static IEnumerable<string> Files(SandboxOptions options, string directory, string[] readable)
    {
        var size = options.TemporaryBytes.ToString(CultureInfo.InvariantCulture);
        var shown = System.Concat(readable).Concat(options.Readable).Append(AppContext.BaseDirectory)
            .Select(Path.TrimEndingDirectorySeparator).Distinct()
            .Where(path => path != directory && (Directory.Exists(path) || File.Exists(path)))
            .Select(path => (Path: path, Arguments: (string[])["--ro-bind", path, path]));
        var mounts = shown
            .Append(("/proc", ["--proc", "/proc"]))
            .Append(("/dev", ["--dev", "/dev"]))
            .Append(("/dev/shm", ["--size", size, "--tmpfs", "/dev/shm"]))
            .Append(("/tmp", ["--size", size, "--tmpfs", "/tmp"]))
            .Append((directory, ["--bind", directory, directory]));
        return mounts.OrderBy(mount => mount.Path.Count(letter => letter == '/')).ThenBy(mount => mount.Path, StringComparer.Ordinal)
            .SelectMany(mount => mount.Arguments)
            // Where the host is root, so is the sandbox's user outside of it: to some files of /proc that is enough.
            .Concat(["--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/"]);
    }

    /// <summary>What a program in a sandbox sees of an environment.</summary>
    public static string[] Environment(IReadOnlyList<string> variables, SandboxOptions options, string home) =>
    [
        .. variables.Where(variable => options.Environment.Contains(variable.Split('=')[0])), $"HOME={home}", $"PWD={home}", "TMPDIR=/tmp",
    ];

    public static bool IsInstalled(SandboxOptions options) => Locate(options) is not null;

    private static string Find(SandboxOptions options) => Locate(options) ?? throw new BackendUnavailableException(
        options.Bubblewrap is { } chosen
            ? $"the sandbox's program {chosen} does not exist"
            : "the sandbox needs bubblewrap, which is not installed (Debian: apt-get install bubblewrap)");

    private static string? Locate(SandboxOptions options)
    {
        if (options.Bubblewrap is { } chosen)
            return File.Exists(chosen) ? chosen : null;
        var folders = global::System.Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.Select(folder => Path.Combine(folder, Command)).FirstOrDefault(File.Exists);
    }
}
