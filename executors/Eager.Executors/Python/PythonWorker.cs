using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Python;

/// <summary>How a Python worker is started.</summary>
internal static class PythonWorker
{
    public const string Language = "python";

    private const string Name = "Python worker";

    /// <exception cref="BackendUnavailableException">The interpreter or the worker's program is missing.</exception>
    public static ProcessStart Start(PythonOptions options, BackendSessionOptions program) => new(
        Name,
        PythonInterpreter.Find(options.Interpreter, Environment.GetEnvironmentVariable),
        [Program(options), "--frames-in", "3", "--frames-out", "4"],
        HostEnvironment.Variables(),
        program.WorkingDirectory)
    {
        TakesInput = program.Input is not null,
        Limits = program.Limits,
    };

    private static string Program(PythonOptions options)
    {
        var folder = options.WorkerDirectory ?? Path.Combine(AppContext.BaseDirectory, "python-worker");
        var program = Path.Combine(folder, "worker.py");
        return File.Exists(program)
            ? program
            : throw new BackendUnavailableException($"the Python worker's program is missing: {program} does not exist");
    }
}
