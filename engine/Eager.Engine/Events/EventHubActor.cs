using System.Threading.Channels;
using Akka.Actor;
using Eager.Engine.Dispatch;
using Eager.Events;
using static Eager.Engine.Events.EventHubProtocol;

namespace Eager.Engine.Events;

/// <summary>Sharing: the one place where events of several actors get one order, and where the reader's pace is felt.</summary>
[Actor(typeof(EventHubProtocol))]
internal sealed partial class EventHubActor(ChannelWriter<SessionEvent> reader) : UntypedActor
{
    private readonly Queue<Publish> _waiting = new();
    private long _seq;
    private TimeSpan _latest;
    private bool _readerGone;

    [Handles]
    private void OnPublish(Publish message)
    {
        _waiting.Enqueue(message);
        if (_waiting.Count == 1)
            Deliver();
    }

    [Handles]
    private void OnReaderReady(ReaderReady message)
    {
        _readerGone |= !message.Open;
        Deliver();
    }

    protected override void PostStop() => reader.TryComplete();

    private void Deliver()
    {
        while (_waiting.TryPeek(out var next))
        {
            // Publishers' clocks may be a few microseconds apart; the stream's times never run backwards.
            var numbered = next.Event with { Seq = _seq, At = next.At > _latest ? next.At : _latest };
            if (!_readerGone && !reader.TryWrite(numbered))
            {
                reader.WaitToWriteAsync().AsTask().PipeTo(
                    Self, success: open => new ReaderReady(open), failure: _ => new ReaderReady(Open: false));
                return;
            }

            _waiting.Dequeue();
            _seq++;
            _latest = numbered.At;
            next.Publisher?.Tell(next.Accepted);
            if (next.Last)
                reader.TryComplete();
        }
    }
}
