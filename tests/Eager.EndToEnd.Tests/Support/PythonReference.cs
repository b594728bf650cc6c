using System.Text;
using System.Text.RegularExpressions;

namespace Eager.EndToEnd;

/// <summary>What the same program does under the plain interpreter: what a user must observe.</summary>
internal static partial class PythonReference
{
    private const string Interpreter = "/usr/bin/python3";

    public static async Task<Finished> RunAsync(Workspace at, params string[] arguments)
    {
        await using var process = LiveProcess.Start(Interpreter, arguments, at.Path);
        process.Stdin.Close();
        return await process.FinishAsync(leavesNothing: false);
    }

    /// <summary>Runs the program both ways, each in a folder of its own: output, errors and exit status must be equal to the byte.</summary>
    public static Task<Finished> ShouldEqualAsync(string program, params string[] options) =>
        ShouldEqualAsync(Encoding.UTF8.GetBytes(program), options);

    public static async Task<Finished> ShouldEqualAsync(byte[] program, params string[] options)
    {
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        var expected = await RunAsync(serial, "program.py");
        var actual = await EagerCommand.RunAsync(eager, ["run", .. options, "program.py"]);
        ShouldEqual(Observed(expected, serial), Observed(actual, eager));
        Assert.Equal(serial.Names(), eager.Names());
        return actual;
    }

    public static void ShouldEqual(string expected, string actual) => Assert.Equal(expected, actual);

    /// <summary>Everything that a user observes, as one text; the folder's own path and addresses of objects are left out.</summary>
    public static string Observed(Finished run, Workspace at) =>
        Addresses().Replace($"exit {run.Status}\n--- output\n{Encoding.Latin1.GetString(run.Stdout)}\n--- errors\n{Encoding.Latin1.GetString(run.Stderr)}"
            .Replace(at.Path, "FOLDER", StringComparison.Ordinal), "ADDRESS");

    /// <summary>Addresses, and the counter that the interpreter adds when it cannot print an error: docs/semantics.md, "counters".</summary>
    [GeneratedRegex("0x[0-9a-f]{6,}|(?<=object refcount : )[0-9]+")]
    private static partial Regex Addresses();
}
