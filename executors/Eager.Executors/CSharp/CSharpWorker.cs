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

    /// <exception cref="BackendUnavailableException">The worker's program is missing.</exception>
    public static ProcessStart Start(CSharpOptions options, BackendSessionOptions program)
    {
        string[] arguments = ["--frames-in", "3", "--frames-out", "4"];
        return new ProcessStart(
            Name,
            Program(options),
            options.ImplicitUsings ? arguments : [.. arguments, "--no-implicit-usings"],
            HostEnvironment.Variables(),
            program.WorkingDirectory)
        {
            TakesInput = program.Input is not null,
            Limits = program.Limits,
        };
    }

    private static string Program(CSharpOptions options)
    {
        var folder = options.WorkerDirectory ?? Environment.GetEnvironmentVariable(FolderVariable);
        var program = Path.Combine(string.IsNullOrEmpty(folder) ? Path.Combine(AppContext.BaseDirectory, Folder) : folder, Folder);
        return File.Exists(program)
            ? program
            : throw new BackendUnavailableException($"the C# worker's program is missing: {program} does not exist");
    }
}
