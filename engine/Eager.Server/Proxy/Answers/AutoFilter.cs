using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Eager.Server.Proxy.Answers;

/// <summary>
/// With <c>auto</c> a turn's events pass until its first call. Those from there on are kept until the turn is over: the client gets them where it has to
/// answer calls itself, and nothing of them where the model was answered for it.
/// </summary>
internal sealed class AutoFilter(AnswerShape shape) : IEventFilter
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _keptEvents;
    private bool _isLater;
    private bool _keeps;

    public void Pass(ReadOnlySpan<byte> events, PipeWriter client)
    {
        while (!events.IsEmpty)
        {
            var length = ServerSentEvent.Next(events, out var data);
            _keeps |= shape.BeginsCall(data);
            if (_keeps)
            {
                _kept.Write(events[..length]);
                _keptEvents += data.IsEmpty ? 0 : 1;
            }
            else
            {
                Show(events[..length], data, client);
            }

            shape.Observe(data);
            events = events[length..];
        }
    }

    /// <summary>The turn was answered here.</summary>
    public void Drop()
    {
        shape.Dropped(_keptEvents);
        _kept.ResetWrittenCount();
        (_isLater, _keeps, _keptEvents) = (true, false, 0);
    }

    /// <summary>The turn is the last.</summary>
    public void Release(PipeWriter client)
    {
        var events = _kept.WrittenSpan;
        while (!events.IsEmpty)
        {
            var length = ServerSentEvent.Next(events, out var data);
            Show(events[..length], data, client);
            events = events[length..];
        }

        _kept.ResetWrittenCount();
    }

    private void Show(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, PipeWriter client)
    {
        if (!_isLater || data.IsEmpty)
            client.Write(raw);
        else if (shape.Continued(data) is { } continued)
            client.Write(Encoding.UTF8.GetBytes(continued));
    }
}
