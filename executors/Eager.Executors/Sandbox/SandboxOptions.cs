using Eager.Executors.Pooling;

namespace Eager.Executors.Sandbox;

/// <summary>What a sandbox shows and holds.</summary>
public sealed class SandboxOptions
{
    /// <summary>Path of bubblewrap. Null: <c>bwrap</c> on <c>PATH</c>.</summary>
    public string? Bubblewrap { get; set; }

    /// <summary>Files and folders that programs may read besides the system's own; absolute paths.</summary>
    public IList<string> Readable { get; } = [];

    /// <summary>Environment variables that programs see.</summary>
    public IList<string> Environment { get; } = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ"];

    /// <summary>Bytes that <c>/tmp</c> and <c>/dev/shm</c> hold, each; they are memory, and gone with the session.</summary>
    public long TemporaryBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Workers that a parent with modules loaded forks into the sandboxes of their sessions; none waits before its session is there.</summary>
    public PoolOptions Pool { get; } = new();
}
