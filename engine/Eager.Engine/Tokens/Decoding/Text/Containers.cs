namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// The block quotes and list items around a line of Markdown (CommonMark 0.31.2, 5.1 and 5.2), read byte by byte. Indentation is counted in columns;
/// a container takes its share of them, and what is left is the line's own.
/// </summary>
internal sealed class Containers
{
    public const int Leeway = 3;

    private const int TabStop = 4;
    private const int Deepest = 32;
    private const int Quote = 0;

    /// <summary>For each container the columns that a list item's text stands to the right, or that it is a quote.</summary>
    private readonly int[] _widths = new int[Deepest];
    private int _count;
    private int _matched;
    private int _column;
    private bool _behindQuote;

    /// <summary>The column at which what is in the containers begins.</summary>
    public int Column { get; private set; }

    /// <summary>Columns of indentation in front of what comes next.</summary>
    public int Indent => _column - Column;

    /// <summary>False where the line is not in all of the containers that were open.</summary>
    public bool AreMatched => _matched == _count;

    public void BeginLine() => (_matched, _column, Column, _behindQuote) = (0, 0, 0, false);

    /// <summary>Takes the next byte of a line's beginning, until that is clear to be in the containers or not.</summary>
    public ContainerMatch Match(byte next)
    {
        while (!TakeBehindQuote(next))
        {
            if (AreMatched)
                return ContainerMatch.Inside;
            if (_widths[_matched] == Quote)
                return MatchQuote(next);
            if (Indent < _widths[_matched])
            {
                if (!IsBlank(next) && next is not ((byte)'\r' or (byte)'\n'))
                    return ContainerMatch.Outside;
                if (AddBlank(next))
                    return ContainerMatch.Undecided;
                Column = _column;
            }
            else
            {
                Column += _widths[_matched];
            }

            _matched++;
        }

        return ContainerMatch.Undecided;
    }

    /// <summary>Takes a space or a tab; returns false for any other byte.</summary>
    public bool AddBlank(byte next)
    {
        if (!IsBlank(next))
            return false;
        if (!TakeBehindQuote(next))
            Advance(next);
        return true;
    }

    /// <summary>The line is not in the containers that were not matched.</summary>
    public void CloseUnmatched() => _count = _matched;

    /// <summary>A quote begins here. Returns false where there are too many containers.</summary>
    public bool OpenQuote()
    {
        if (!Open(Quote))
            return false;
        TakeMark();
        return true;
    }

    /// <summary>A list item begins whose marker is this long. Its text is the next that is not blank.</summary>
    public bool OpenItem(int markerLength)
    {
        var width = Indent + markerLength;
        if (!Open(width))
            return false;
        _column += markerLength;
        Column = _column;
        return true;
    }

    /// <summary>The item's text begins: it stands where the text of the lines that follow stands, unless it is indented code.</summary>
    public void BeginItemText()
    {
        var gap = Indent > TabStop ? 1 : Indent;
        _widths[_count - 1] += Math.Max(gap, 1);
        Column += gap;
    }

    private static bool IsBlank(byte next) => next is (byte)' ' or (byte)'\t';

    private ContainerMatch MatchQuote(byte next)
    {
        if (next != '>' || Indent > Leeway)
            return Indent <= Leeway && AddBlank(next) ? ContainerMatch.Undecided : ContainerMatch.Outside;
        _matched++;
        TakeMark();
        return ContainerMatch.Undecided;
    }

    /// <summary>One space behind the mark belongs to it.</summary>
    private bool TakeBehindQuote(byte next)
    {
        if (!_behindQuote)
            return false;
        _behindQuote = false;
        if (!IsBlank(next))
            return false;
        Advance(next);
        Column++;
        return true;
    }

    private void TakeMark()
    {
        _column++;
        (Column, _behindQuote) = (_column, true);
    }

    private bool Open(int width)
    {
        CloseUnmatched();
        if (_count == Deepest)
            return false;
        _widths[_count++] = width;
        _matched = _count;
        return true;
    }

    private void Advance(byte blank) => _column = blank == ' ' ? _column + 1 : ((_column / TabStop) + 1) * TabStop;
}
