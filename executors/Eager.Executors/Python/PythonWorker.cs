using Eager.Executions;
using Eager.Executors.Processes;

namespace Eager.Executors.Python;

/// <summary>How a Python worker is started.</summary>
internal static class PythonWorker
{
    public const string Language = "python";

    private const string Name = "Python worker";

    /// <summary>A parent of workers, which has modules loaded.</summary>
    /// <exception cref="BackendUnavailableException">The interpreter or the worker's program is missing.</exception>
    public static ProcessStart Parent(PythonOptions options)
    {
        var start = Start(options, new BackendSessionOptions { ProgramFile = "", WorkingDirectory = "/" });
        return start with
        {
            Name = "parent of Python workers",
            Arguments = [.. start.Arguments, "--forks", "5", "--preload", string.Join(',', options.Preload)],
            Forks = true,
        };
    }

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

    /// <summary>A worker that a parent forks.</summary>
    public static ProcessStart Forked(WorkerProcess parent, BackendSessionOptions program) => new(Name, Name, [], [], program.WorkingDirectory)
    {
        Parent = parent,
        Limits = program.Limits,
        TakesInput = program.Input is not null,
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
