using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>Reads the beginning of a line in a code block until it is clear whether it closes the block.</summary>
internal sealed class ClosingFence
{
    private const int TabStop = 4;

    /// <summary>Columns that a closing fence may stand to the right of its opening fence.</summary>
    private const int Leeway = 3;

    private readonly ArrayBufferWriter<byte> _held = new(64);
    private byte _mark;
    private int _length;
    private int _fenceIndent;
    private int _indent;
    private int _column;
    private int _run;
    private bool _behind;

    /// <summary>The line so far, less the indentation that its block's fence has: what is passed on where it turns out to be code.</summary>
    public ReadOnlySpan<byte> Held => _held.WrittenSpan;

    /// <summary>True where the line holds nothing but a fence or the beginning of one.</summary>
    public bool IsFence => _run > 0;

    /// <param name="mark">The character of the opening fence.</param>
    /// <param name="length">How many of them; the closing fence has at least as many.</param>
    /// <param name="indent">Columns that the opening fence is indented.</param>
    public void Begin(byte mark, int length, int indent)
    {
        (_mark, _length, _fenceIndent) = (mark, length, indent);
        BeginLine(0, 0);
    }

    /// <param name="column">The column at which the line's text begins, behind the prefix of its containers.</param>
    /// <param name="blanks">Columns of indentation that were read with the prefix.</param>
    public void BeginLine(int column, int blanks)
    {
        _held.ResetWrittenCount();
        (_column, _indent, _run, _behind) = (column, column + _fenceIndent, 0, false);
        for (; blanks > 0; blanks--)
            AddIndent((byte)' ');
    }

    /// <summary>Adds the next byte. Where it shows that the line is code, the byte is not taken.</summary>
    public FenceMatch Add(byte next)
    {
        if (next == '\n')
            return _run >= _length ? FenceMatch.Closed : FenceMatch.None;
        if (next is (byte)' ' or (byte)'\t' && _run == 0)
            return AddIndent(next);
        if (next == _mark && !_behind && _column <= _indent + Leeway)
            _run++;
        else if (next is (byte)' ' or (byte)'\t' or (byte)'\r' && _run >= _length)
            _behind = true;
        else
            return FenceMatch.None;
        Hold(next);
        return FenceMatch.Possible;
    }

    private FenceMatch AddIndent(byte next)
    {
        if (_column > _indent + Leeway)
            return FenceMatch.None;
        var before = _column;
        _column = next == ' ' ? before + 1 : ((before / TabStop) + 1) * TabStop;
        if (next == '\t' && before >= _indent)
            Hold(next);
        else
        {
            for (var column = Math.Max(before, _indent); column < _column; column++)
                Hold((byte)' ');
        }

        return FenceMatch.Possible;
    }

    private void Hold(byte next)
    {
        _held.GetSpan(1)[0] = next;
        _held.Advance(1);
    }
}
