using System.Diagnostics;
using System.Security.Cryptography;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>The way code is run where nothing is kept: a new interpreter for each program.</summary>
internal static class ColdInterpreter
{
    private const int ReadSize = 16 * 1024;

    /// <summary>Runs a file to its end.</summary>
    /// <returns>When its first output came and when it had ended, since its start; its exit status and the hash of its output.</returns>
    public static async Task<(TimeSpan FirstOutput, TimeSpan Total, int Exit, string Sha256)> RunAsync(
        string interpreter, string file, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(interpreter, [Path.GetFileName(file)])
        {
            WorkingDirectory = Path.GetDirectoryName(file)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new EvaluationException($"cannot start {interpreter}");
        try
        {
            process.StandardInput.Close();
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            TimeSpan? first = null;
            var buffer = new byte[ReadSize];
            int count;
            while ((count = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                first ??= time.GetElapsedTime(start);
                hash.AppendData(buffer, 0, count);
            }

            await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var total = time.GetElapsedTime(start);
            return (first ?? total, total, process.ExitCode, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
