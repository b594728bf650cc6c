using System.Text;
using Eager.Engine.Recordings;

namespace Eager.Host.Running;

/// <summary>A file of events, as <c>eager run --events</c> prints them.</summary>
internal static class RecordingFile
{
    /// <summary>A recording is held in memory whole; its output texts are most of it.</summary>
    private const int MostMegabytes = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The runs that a file holds, in order; - is standard input.</summary>
    /// <exception cref="UsageException">It cannot be read, or holds none.</exception>
    public static IReadOnlyList<RecordedRun> Read(string file)
    {
        var source = ProgramSource.Of(file);
        if (source.Path is { } path && new FileInfo(path).Length > MostMegabytes * 1024L * 1024)
            throw new UsageException($"{file} has more than {MostMegabytes} MB, too much for a recording; record the run without its output");
        try
        {
            using var lines = new StreamReader(source.Open(), Strict, detectEncodingFromByteOrderMarks: false);
            return RunRecording.Read(lines);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{file} is no recording of a run: it is not UTF-8");
        }
        catch (RecordingException e)
        {
            throw new UsageException($"{file} is no recording of a run: {e.Message}");
        }
    }
}
