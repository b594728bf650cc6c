namespace Eager.Conformance;

/// <summary>Python, as its scripts have it.</summary>
/// <param name="hidesProcesses">True where the numbers of processes inside mean nothing outside.</param>
public sealed class PythonDialect(bool hidesProcesses = false) : Dialect
{
    /// <inheritdoc/>
    public override string ErrorType => "ValueError";

    /// <inheritdoc/>
    public override string Invalid => "x = )\n";

    /// <inheritdoc/>
    public override string Print(string text) => $"print('{text}')\n";

    /// <inheritdoc/>
    public override string PrintError(string text) => $"import sys; print('{text}', file=sys.stderr)\n";

    /// <inheritdoc/>
    public override string Flood(int lines) => $"for _ in range({lines}): print('x' * 1023)\n";

    /// <inheritdoc/>
    public override string Loop() => "import itertools; print('ready'); all(True for _ in itertools.count())\n";

    /// <inheritdoc/>
    public override string Assign(string name, int value) => $"{name} = {value}\n";

    /// <inheritdoc/>
    public override string PrintVariable(string name) => $"print({name})\n";

    /// <inheritdoc/>
    public override string Raise(string message) => $"raise ValueError('{message}')\n";

    /// <inheritdoc/>
    public override string Exit(int status) => $"import sys; sys.exit({status})\n";

    /// <inheritdoc/>
    public override string EndProcess(int status) => $"import os; os._exit({status})\n";

    /// <inheritdoc/>
    public override string Kill() => "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n";

    /// <inheritdoc/>
    public override string Allocate(int mebibytes) => $"import itertools; held = b'x' * ({mebibytes} << 20); all(True for _ in itertools.count())\n";

    /// <inheritdoc/>
    public override string Fork(int processes) =>
        $"import subprocess; all(c.wait() for c in [subprocess.Popen(['sleep', '1000']) for _ in range({processes})])\n";

    /// <inheritdoc/>
    public override string Value(int value) => $"{value}\n";

    /// <inheritdoc/>
    public override string Show(string text) => $"display(type('Shown', (), {{'__repr__': lambda self: '{text}'}})())\n";

    /// <inheritdoc/>
    public override string? StartDaemon() => hidesProcesses
        ? null
        : "import subprocess; print(subprocess.Popen(['sleep', '1000'], start_new_session=True, stdin=-3, stdout=-3, stderr=-3).pid)\n";
}
