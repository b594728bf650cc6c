using System.Buffers;
using System.IO.Pipelines;

namespace Eager.Server.Proxy.Answers;

/// <summary>Every byte passes; where something is to be added, the stream's end waits for it.</summary>
/// <param name="shape">Looks at what passes.</param>
/// <param name="holdsEnd">True where something is to be added.</param>
internal sealed class PassingFilter(AnswerShape shape, bool holdsEnd) : IEventFilter
{
    private readonly ArrayBufferWriter<byte> _end = new(64);

    /// <summary>The end that waits.</summary>
    public ReadOnlySpan<byte> End => _end.WrittenSpan;

    public void Pass(ReadOnlySpan<byte> events, PipeWriter client)
    {
        while (!events.IsEmpty)
        {
            var length = ServerSentEvent.Next(events, out var data);
            if (_end.WrittenCount > 0 || (holdsEnd && shape.IsEnd(data)))
                _end.Write(events[..length]);
            else
                client.Write(events[..length]);
            shape.Observe(data);
            events = events[length..];
        }
    }
}
