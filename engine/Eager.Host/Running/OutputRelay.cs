using Eager.Engine.Events;
using Eager.Events;
using Eager.Executions;

namespace Eager.Host.Running;

/// <summary>Passes the program's output on, byte for byte, as it comes.</summary>
internal sealed class OutputRelay(Stream stdout, Stream stderr) : IEventSink
{
    public void Write(SessionEvent published)
    {
        if (published is not ProgramOutput output)
            return;
        var stream = output.Stream == OutputStream.Stdout ? stdout : stderr;
        stream.Write(output.Bytes.Span);
        stream.Flush();
    }
}
