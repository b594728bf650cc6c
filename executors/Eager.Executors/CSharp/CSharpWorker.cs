using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.CSharp;

/// <summary>How a C# worker is started.</summary>
internal static class CSharpWorker
{
    public const string Language = "csharp";

    private const string Name = "C# worker";
    private const string Folder = "csharp-worker";
    private const string FolderVariable = "EAGER_CSHARP_WORKER";

    /// <summary>Where this is not off, the runtime opens a socket and two pipes in the temporary folder, which outlive a worker that is ended at once.</summary>
    private const string Diagnostics = "DOTNET_EnableDiagnostics";

    /// <summary>What the variable was called before.</summary>
    private const string OldDiagnostics = "COMPlus_EnableDiagnostics";

    /// <exception cref="BackendUnavailableException">The worker's program is missing.</exception>
    public static ProcessStart Start(CSharpOptions options, BackendSessionOptions program)
    {
        List<string> arguments = ["--frames-in", "3", "--frames-out", "4"];
        if (!options.ImplicitUsings)
            arguments.Add("--no-implicit-usings");
        if (!Decides(HostEnvironment.Variables()))
            arguments.AddRange(["--hide", Diagnostics]);
        return new ProcessStart(Name, Program(options), arguments, Variables(), program.WorkingDirectory)
        {
            TakesInput = program.Input is not null,
            Limits = program.Limits,
        };
    }

    /// <summary>The environment of a worker that is started now.</summary>
    public static IReadOnlyList<string> Variables()
    {
        var host = HostEnvironment.Variables();
        return Decides(host) ? host : [.. host, $"{Diagnostics}=0"];
    }

    /// <summary>True where the host's environment says itself whether there are diagnostics, or which of them (<c>…_IPC</c>).</summary>
    private static bool Decides(IEnumerable<string> host) => host.Any(variable =>
        variable.StartsWith(Diagnostics, StringComparison.Ordinal) || variable.StartsWith(OldDiagnostics, StringComparison.Ordinal));

    private static string Program(CSharpOptions options)
    {
        var folder = options.WorkerDirectory ?? Environment.GetEnvironmentVariable(FolderVariable);
        var program = Path.Combine(string.IsNullOrEmpty(folder) ? Path.Combine(AppContext.BaseDirectory, Folder) : folder, Folder);
        return File.Exists(program)
            ? program
            : throw new BackendUnavailableException($"the C# worker's program is missing: {program} does not exist");
    }
}
