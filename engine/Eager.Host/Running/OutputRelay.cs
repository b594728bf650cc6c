using System.Text;
using Eager.Engine.Events;
using Eager.Events;
using Eager.Executions;

namespace Eager.Host.Running;

/// <summary>Passes the program's output on, byte for byte, as it comes, and the text of what it shows.</summary>
internal sealed class OutputRelay(Stream stdout, Stream stderr) : IEventSink
{
    public void Write(SessionEvent published)
    {
        if (published is ProgramOutput output)
            Write(output.Stream == OutputStream.Stdout ? stdout : stderr, output.Bytes.Span);
        else if (published is ProgramLimitReached limit)
            Tell(limit.Reached);
        else if (published is ProgramDisplay display && display.Data.Forms.TryGetValue("text/plain", out var text))
            Write(stdout, Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>What ends the program is told at its end.</summary>
    private static void Tell(LimitReached reached)
    {
        if (!reached.EndsProgram)
            Complaint.Write($"eager: the program reached its limit of {reached.Words}{(reached.File is { } file ? $"; the rest is in {file}" : "")}");
    }

    private static void Write(Stream stream, ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        stream.Flush();
    }
}
