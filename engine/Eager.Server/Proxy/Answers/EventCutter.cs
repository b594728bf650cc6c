namespace Eager.Server.Proxy.Answers;

/// <summary>Cuts an answer's bytes behind whole events, so that whatever is added stands between two of them. No byte is changed, lost or kept for long.</summary>
internal sealed class EventCutter
{
    private const int FirstBytes = 16 * 1024;
    private const int MostBytes = 4 * 1024 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private int _length;
    private int _whole;
    private bool _lineIsEmpty = true;
    private bool _afterReturn;
    private bool _returnEndedEvent;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            return _buffer.AsMemory(_length);
        }
    }

    /// <summary>What can be passed on: whole events; or, of an event that is longer than the longest that is kept, what there is.</summary>
    public ReadOnlyMemory<byte> Whole => _buffer.AsMemory(0, _length >= MostBytes && _whole == 0 ? _length : _whole);

    /// <summary>The beginning of an event whose end has not come.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_whole, _length - _whole);

    /// <summary>True where what was passed on ends with an event.</summary>
    public bool IsBetweenEvents { get; private set; } = true;

    /// <summary>So many bytes came.</summary>
    public void Added(int count)
    {
        for (var i = _length; i < _length + count; i++)
            if (EndsEvent(_buffer[i]))
                _whole = i + 1;
        _length += count;
    }

    /// <summary>What could be passed on was.</summary>
    public void Passed()
    {
        var passed = Whole.Length;
        if (passed > 0)
            IsBetweenEvents = passed == _whole;
        _buffer.AsSpan(passed, _length - passed).CopyTo(_buffer);
        (_length, _whole) = (_length - passed, 0);
    }

    /// <summary>An event ends behind an empty line; lines end with CR, LF or both.</summary>
    private bool EndsEvent(byte next)
    {
        if (next == '\n' && _afterReturn)
        {
            // The second half of a line's end: it belongs to the event that the first half ended.
            _afterReturn = false;
            return _returnEndedEvent;
        }

        _afterReturn = next == '\r';
        if (next is not ((byte)'\r' or (byte)'\n'))
        {
            _lineIsEmpty = false;
            return false;
        }

        _returnEndedEvent = _lineIsEmpty;
        _lineIsEmpty = true;
        return _returnEndedEvent;
    }
}
