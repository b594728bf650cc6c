namespace Eager.Conformance;

/// <summary>C#, as a program with top-level statements has it.</summary>
public sealed class CSharpDialect : Dialect
{
    /// <inheritdoc/>
    public override string ErrorType => "System.InvalidOperationException";

    /// <inheritdoc/>
    public override string Invalid => "var y = );\n";

    /// <inheritdoc/>
    public override string Print(string text) => $"Console.WriteLine(\"{text}\");\n";

    /// <inheritdoc/>
    public override string PrintError(string text) => $"Console.Error.WriteLine(\"{text}\");\n";

    /// <inheritdoc/>
    public override string Flood(int lines) => $"for (var line = 0; line < {lines}; line++) Console.WriteLine(new string('x', 1023));\n";

    /// <inheritdoc/>
    public override string Loop() => "for (var turn = 0; ; turn = 1) if (turn == 0) Console.WriteLine(\"ready\");\n";

    /// <inheritdoc/>
    public override string Assign(string name, int value) => $"var {name} = {value};\n";

    /// <inheritdoc/>
    public override string PrintVariable(string name) => $"Console.WriteLine({name});\n";

    /// <inheritdoc/>
    public override string Raise(string message) => $"throw new InvalidOperationException(\"{message}\");\n";

    /// <inheritdoc/>
    public override string Exit(int status) => $"Environment.Exit({status});\n";

    /// <inheritdoc/>
    public override int FailureStatus => 134;

    /// <inheritdoc/>
    public override string EndProcess(int status) => OfSystem($"_exit({status})", "void _exit(int status)");

    /// <inheritdoc/>
    public override string Kill() => OfSystem("kill(Environment.ProcessId, 9)", "int kill(int process, int signal)");

    /// <inheritdoc/>
    public override string Allocate(int mebibytes) => $"for (var held = new byte[{mebibytes} << 20]; ; ) Array.Fill(held, (byte)1);\n";

    /// <inheritdoc/>
    public override string Fork(int processes) => Shell($"for i in $(seq {processes}); do sleep 1000 & done; wait");

    /// <inheritdoc/>
    public override string StartDaemon() => Shell("setsid sh -c 'echo $$; exec sleep 1000 <&- >&- 2>&-' &");

    private static string Shell(string command) => OfSystem($"system(\"{command}\")", "int system(string command)");

    /// <summary>Calls the C library: code that names processes by their class waits for the whole program.</summary>
    private static string OfSystem(string call, string function) =>
        $"{call}; [System.Runtime.InteropServices.DllImport(\"libc\")] static extern {function};\n";
}
