using System.Diagnostics;
using System.Globalization;

namespace Eager.Parsing.Measuring;

/// <summary>What the obvious way costs: CPython's <c>ast.parse</c> of the whole prefix after every token.</summary>
public static class CPythonPrefixBenchmark
{
    // At most `limit` evenly spaced prefixes are parsed; a prefix that is no program yet costs what it costs to find out.
    private const string Script = """
        import ast, sys, time, warnings
        warnings.simplefilter("ignore")
        path, size, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        source = open(path, "rb").read()
        ends = list(range(size, len(source) + size, size))
        ends = ends[:: max(1, len(ends) // limit)]
        start = time.perf_counter_ns()
        for end in ends:
            try:
                ast.parse(source[:end])
            except (SyntaxError, ValueError):
                pass
        print((time.perf_counter_ns() - start) / len(ends))
        """;

    /// <summary>Nanoseconds a token on the program in <paramref name="path"/>, measured on a sample of its prefixes.</summary>
    /// <param name="python">Interpreter to start.</param>
    /// <param name="path">File of the program.</param>
    /// <param name="tokenBytes">Bytes of one token.</param>
    /// <param name="cancellation">Ends the interpreter.</param>
    /// <exception cref="InvalidOperationException">The interpreter failed.</exception>
    public static async Task<double> MeasureAsync(string python, string path, int tokenBytes, CancellationToken cancellation)
    {
        string[] arguments = ["-c", Script, path, tokenBytes.ToString(CultureInfo.InvariantCulture), "400"];
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{python} did not start");
        try
        {
            var answer = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0
                ? double.Parse(answer, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"{python} ended with {process.ExitCode}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
