using Eager.Executors.Pooling;

namespace Eager.Executors.CSharp;

/// <summary>How C# workers are started.</summary>
public sealed class CSharpOptions
{
    /// <summary>Folder of the worker's program. Null: the environment's <c>EAGER_CSHARP_WORKER</c>, else <c>csharp-worker</c> beside the binaries.</summary>
    public string? WorkerDirectory { get; set; }

    /// <summary>True to import what a new console project imports by itself: <c>System</c>, <c>System.Linq</c> and so on.</summary>
    public bool ImplicitUsings { get; set; } = true;

    /// <summary>Workers that are started ahead.</summary>
    public PoolOptions Pool { get; } = new();

    /// <summary>How long a worker may take to be ready; more than zero.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
