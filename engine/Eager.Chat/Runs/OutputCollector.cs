using Eager.Engine.Events;
using Eager.Events;

namespace Eager.Chat.Runs;

/// <summary>Keeps what a program wrote, as a terminal shows it, and tells when its generation can stop.</summary>
internal sealed class OutputCollector(OutputText output, Action interrupted) : IEventSink
{
    public void Write(SessionEvent published)
    {
        if (published is ProgramOutput written)
            output.Add(written.Bytes.Span);
        else if (published is GenerationInterrupt)
            interrupted();
    }
}
