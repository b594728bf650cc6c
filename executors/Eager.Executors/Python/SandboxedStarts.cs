using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Sandbox;
using Eager.Executors.Workspaces;

namespace Eager.Executors.Python;

/// <summary>
/// Workers in sandboxes. The parent stands outside, sees no more of the host's environment than they do, and runs no program: what it forks enters
/// the sandbox that bubblewrap makes for one session.
/// </summary>
internal sealed class SandboxedStarts(PythonOptions options, SandboxOptions sandbox) : IPythonStarts
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libeager_process.so");

    private readonly Lazy<DirectoryInfo> _home = new(() => HostFolder.Create("parent"));

    /// <summary>A sandbox is made around its program's directory.</summary>
    public bool CanWait => false;

    public ProcessStart Cold(BackendSessionOptions program) => Around(PythonWorker.Start(options, program), program);

    /// <summary>Loading a module may write beneath the home folder: the parent has one of its own.</summary>
    public ProcessStart Parent()
    {
        var start = PythonWorker.Parent(options);
        return start with
        {
            Name = "parent of Python workers in sandboxes",
            Arguments = [.. start.Arguments, "--sandboxes", Library],
            Environment = Environment(),
        };
    }

    public IReadOnlyList<string> Environment() => Bubblewrap.Environment(HostEnvironment.Variables(), sandbox, _home.Value.FullName);

    public ProcessStart Forked(WorkerProcess parent, BackendSessionOptions program) => Around(PythonWorker.Forked(parent, program), program);

    public void Dispose()
    {
        if (_home.IsValueCreated)
            HostFolder.Remove(_home.Value);
    }

    private ProcessStart Around(ProcessStart start, BackendSessionOptions program)
    {
        var worker = PythonWorker.Start(options, program);
        return Bubblewrap.Around(start, sandbox, InterpreterFolder(worker.Program), Path.GetDirectoryName(worker.Arguments[0])!);
    }

    /// <summary>The folder that an interpreter is installed in: that of its <c>bin</c>.</summary>
    private static string InterpreterFolder(string program)
    {
        var file = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program);
        return Path.GetDirectoryName(Path.GetDirectoryName(file)) ?? file;
    }
}
