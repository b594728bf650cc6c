using System.Diagnostics;
using System.Globalization;

namespace Eager.Parsing.Measuring;

/// <summary>What the obvious way costs: CPython's <c>ast.parse</c> of the whole prefix after every token.</summary>
public static class CPythonPrefixBenchmark
{
    // Evenly spaced prefixes are parsed, fewer of a long program; a prefix that is no program yet costs what it costs to find out.
    private const string Script = """
        import ast, sys, time, warnings
        warnings.simplefilter("ignore")
        size, source = int(sys.argv[1]), sys.stdin.buffer.read()
        limit = max(20, min(400, 4_000_000 // len(source)))
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

    /// <summary>Nanoseconds a token on the program <paramref name="source"/>, measured on a sample of its prefixes.</summary>
    /// <param name="python">Interpreter to start.</param>
    /// <param name="source">The program, UTF-8, not empty.</param>
    /// <param name="tokenBytes">Bytes of one token.</param>
    /// <param name="cancellation">Ends the interpreter.</param>
    /// <exception cref="InvalidOperationException">The interpreter failed.</exception>
    public static async Task<double> MeasureAsync(string python, ReadOnlyMemory<byte> source, int tokenBytes, CancellationToken cancellation)
    {
        string[] arguments = ["-c", Script, tokenBytes.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{python} did not start");
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(source, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
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
