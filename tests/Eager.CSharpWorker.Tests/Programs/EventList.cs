using System.Text;
using Eager.Engine.Events;
using Eager.Events;
using Eager.Executions;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>Keeps all events; tells who waits when the program's output contains something.</summary>
internal sealed class EventList : IEventSink
{
    private readonly List<byte> _output = [];
    private readonly List<byte> _complaint = [];

    public List<SessionEvent> Events { get; } = [];

    public Action<string> OnOutput { get; init; } = _ => { };

    public Action<SessionEvent> OnEvent { get; init; } = _ => { };

    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    public string Complaint => Encoding.UTF8.GetString(_complaint.ToArray());

    public void Write(SessionEvent published)
    {
        Events.Add(published);
        OnEvent(published);
        if (published is not ProgramOutput output)
            return;
        (output.Stream == OutputStream.Stdout ? _output : _complaint).AddRange(output.Bytes.Span);
        OnOutput(Output);
    }
}
