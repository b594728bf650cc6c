using System.Diagnostics;

namespace Eager.Parsing.Tests.Oracles;

/// <summary>A script beside the tests that answers lines with lines.</summary>
internal static class OracleProcess
{
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Oracles", name);

    public static List<string> Run(string program, string[] arguments, IReadOnlyList<string> input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var writing = Task.Run(() =>
        {
            foreach (var line in input)
                process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
        });
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        writing.Wait();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return lines;
    }
}
