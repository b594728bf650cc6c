namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>Reads a line outside of code blocks: the containers that it opens and closes, and whether it opens a code block.</summary>
internal sealed class OpeningFence(Containers containers, InfoString info)
{
    private const int MinLength = 3;
    private const int LongestNumber = 9;

    private Part _part;
    private byte _marker;
    private int _markerLength;
    private bool _inParagraph;
    private bool _isText;

    private enum Part
    {
        /// <summary>In the prefix of containers that are open.</summary>
        Prefix,

        /// <summary>Behind the prefix of all containers, before the line's own text.</summary>
        Indent,

        /// <summary>In what may be the marker of a list item.</summary>
        Marker,

        /// <summary>Behind the marker of a list item.</summary>
        Item,

        /// <summary>In what may be a fence.</summary>
        Fence,

        /// <summary>In the info string.</summary>
        Info,

        /// <summary>In a line that is no fence.</summary>
        Rest,
    }

    /// <summary>The fence's character, where <see cref="IsFence"/>.</summary>
    public byte Mark { get; private set; }

    /// <summary>How many of them.</summary>
    public int Length { get; private set; }

    /// <summary>Columns that the fence itself is indented.</summary>
    public int Indent { get; private set; }

    /// <summary>True where the line so far is an opening fence.</summary>
    public bool IsFence => _part is Part.Fence or Part.Info && Length >= MinLength;

    public void BeginLine()
    {
        containers.BeginLine();
        Clear(Part.Prefix);
    }

    /// <summary>A line of a code block turned out to stand behind the end of the block's containers: it is read on as a line outside.</summary>
    public void ContinueLine()
    {
        containers.CloseUnmatched();
        _inParagraph = false;
        Clear(Part.Indent);
    }

    /// <summary>Adds what comes next of the line, without its newline.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length && _part != Part.Rest; i++)
            Add(text[i]);
    }

    /// <summary>The line is over. One that goes on with a paragraph leaves the paragraph's containers open, however it begins.</summary>
    public void EndLine()
    {
        if (_part == Part.Prefix && containers.Match((byte)'\n') == ContainerMatch.Undecided)
            throw new InvalidOperationException("a newline is no part of a prefix");
        if (!(_isText && _inParagraph))
            containers.CloseUnmatched();
        _inParagraph = _isText;
    }

    private void Clear(Part part) => (_part, Length, _markerLength, _isText) = (part, 0, 0, false);

    private void Add(byte next)
    {
        if (_part == Part.Prefix && containers.Match(next) == ContainerMatch.Undecided)
            return;
        if (_part == Part.Prefix)
            _part = Part.Indent;
        switch (_part)
        {
            case Part.Indent:
                AddToIndent(next);
                break;
            case Part.Marker:
                AddToMarker(next);
                break;
            case Part.Item:
                AddBehindMarker(next);
                break;
            case Part.Fence when next == Mark:
                Length++;
                break;
            case Part.Fence or Part.Info when Length >= MinLength:
                AddToInfo(next);
                break;
            default:
                EndAsText();
                break;
        }
    }

    private void AddToIndent(byte next)
    {
        if (containers.AddBlank(next) || next == '\r')
            return;
        if (containers.Indent > Containers.Leeway)
        {
            EndAsText();
        }
        else if (next == '>')
        {
            if (!containers.OpenQuote())
                EndAsText();
        }
        else if (next is (byte)'`' or (byte)'~')
        {
            (_part, Mark, Length, Indent) = (Part.Fence, next, 1, containers.Indent);
            info.Clear();
        }
        else if (next is (byte)'-' or (byte)'*' or (byte)'+' or (>= (byte)'0' and <= (byte)'9'))
        {
            (_part, _marker, _markerLength) = (Part.Marker, next, 1);
        }
        else
        {
            _part = Part.Rest;
            _isText = next != '#';
        }
    }

    private void AddToMarker(byte next)
    {
        var isNumber = char.IsAsciiDigit((char)_marker);
        if (isNumber && char.IsAsciiDigit((char)next) && _markerLength < LongestNumber)
        {
            _markerLength++;
        }
        else if (isNumber && next is (byte)'.' or (byte)')')
        {
            (_marker, _markerLength) = (next, _markerLength + 1);
        }
        else if (!isNumber && next is (byte)' ' or (byte)'\t' && containers.OpenItem(_markerLength))
        {
            _part = Part.Item;
            containers.AddBlank(next);
        }
        else
        {
            EndAsText();
        }
    }

    private void AddBehindMarker(byte next)
    {
        if (containers.AddBlank(next) || next == '\r')
            return;
        containers.BeginItemText();
        _part = Part.Indent;
        AddToIndent(next);
    }

    /// <summary>A fence of backticks with a backtick in its info string is inline code.</summary>
    private void AddToInfo(byte next)
    {
        _part = Part.Info;
        if (next == '`' && Mark == '`')
            EndAsText();
        else
            info.Add(next);
    }

    private void EndAsText() => (_part, _isText) = (Part.Rest, true);
}
