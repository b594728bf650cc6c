using Eager.Executors.Pooling;

namespace Eager.Executors.Python;

/// <summary>How Python workers are started.</summary>
public sealed class PythonOptions
{
    /// <summary>
    /// The interpreter: a path, or a name to be found on <c>PATH</c>. Null: the environment's <c>EAGER_PYTHON</c>, else <c>/usr/bin/python3</c>
    /// where it exists, else <c>python3</c> on <c>PATH</c>.
    /// </summary>
    public string? Interpreter { get; set; }

    /// <summary>Folder of the worker's program. Null: <c>python-worker</c> beside the binaries.</summary>
    public string? WorkerDirectory { get; set; }

    /// <summary>Workers that are forked by a parent with modules loaded; those of sandboxes are <see cref="Sandbox.SandboxOptions.Pool"/>.</summary>
    public PoolOptions Pool { get; } = new();

    /// <summary>What the parent loads, where it is installed. A program that does not import these does not see them.</summary>
    public IList<string> Preload { get; } = ["numpy", "pandas", "matplotlib.pyplot"];

    /// <summary>How long a worker may take to be ready; more than zero.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
