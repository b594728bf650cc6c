namespace Eager.Server.Streams;

/// <summary>The newest of numbered lines: added behind, dropped in front, read anywhere, each in constant time.</summary>
internal sealed class LineRing
{
    private byte[][] _lines = new byte[16][];
    private int _head;

    public int Count { get; private set; }

    /// <summary>Bytes of all lines.</summary>
    public long Bytes { get; private set; }

    /// <summary>Number of the first line that is there.</summary>
    public long First { get; private set; }

    /// <summary>Number of the line after the last.</summary>
    public long Next => First + Count;

    public void Add(byte[] line)
    {
        if (Count == _lines.Length)
            Grow();
        _lines[(_head + Count) % _lines.Length] = line;
        Count++;
        Bytes += line.Length;
    }

    public void DropFirst()
    {
        Bytes -= _lines[_head].Length;
        _lines[_head] = null!;
        _head = (_head + 1) % _lines.Length;
        Count--;
        First++;
    }

    /// <summary>Lines from a number on.</summary>
    public byte[][] From(long number)
    {
        var lines = new byte[Next - number][];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = _lines[(int)((_head + (number - First) + i) % _lines.Length)];
        return lines;
    }

    private void Grow()
    {
        var larger = new byte[2 * _lines.Length][];
        From(First).CopyTo(larger, 0);
        (_lines, _head) = (larger, 0);
    }
}
