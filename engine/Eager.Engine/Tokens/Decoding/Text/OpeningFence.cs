using System.Buffers;
using System.Text;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>Reads a line outside of code blocks and tells whether it opens one, and whether that is in a language that is wanted.</summary>
internal sealed class OpeningFence
{
    private const int TabStop = 4;
    private const int Leeway = 3;
    private const int MinLength = 3;
    private const int LongestWord = 64;

    private static readonly SearchValues<byte> BehindWord = SearchValues.Create(" \t\r{},:"u8);

    private readonly byte[][] _languages;
    private readonly byte[] _word = new byte[LongestWord];
    private Part _part;
    private int _wordLength;
    private int _container;
    private int _digits;

    public OpeningFence(IReadOnlyList<string> languages) =>
        _languages = [.. languages.Select(language => Encoding.UTF8.GetBytes(language))];

    private enum Part
    {
        Indent,
        Number,
        Marker,
        Fence,
        Info,
        Rest,
    }

    /// <summary>The fence's character, where <see cref="IsFence"/>.</summary>
    public byte Mark { get; private set; }

    /// <summary>How many of them.</summary>
    public int Length { get; private set; }

    /// <summary>Where the fence begins, from 0.</summary>
    public int Column { get; private set; }

    /// <summary>True where the line so far is an opening fence.</summary>
    public bool IsFence => _part is Part.Fence or Part.Info && Length >= MinLength;

    /// <summary>True where the block names no language.</summary>
    public bool IsUnnamed => Word().IsEmpty;

    /// <summary>True where the block names one of the languages that are wanted.</summary>
    public bool IsNamed
    {
        get
        {
            var word = Word();
            foreach (var language in _languages)
            {
                if (Ascii.EqualsIgnoreCase(word, language))
                    return true;
            }

            return false;
        }
    }

    public void BeginLine() => (_part, Column, Length, _wordLength, _digits) = (Part.Indent, 0, 0, 0, 0);

    /// <summary>Adds what comes next of the line, without its newline.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length && _part != Part.Rest; i++)
            Add(text[i]);
    }

    private void Add(byte next)
    {
        switch (_part)
        {
            case Part.Indent:
                AddToIndent(next);
                break;
            case Part.Number when next is >= (byte)'0' and <= (byte)'9' && _digits < 9:
                (_digits, Column) = (_digits + 1, Column + 1);
                break;
            case Part.Number when next is (byte)'.' or (byte)')':
                (_part, Column) = (Part.Marker, Column + 1);
                break;
            case Part.Marker when next is (byte)' ' or (byte)'\t':
                (_part, Column) = (Part.Indent, Column + 1);
                _container = Column;
                break;
            case Part.Fence when next == Mark:
                Length++;
                break;
            case Part.Fence when Length >= MinLength:
                _part = Part.Info;
                AddToInfo(next);
                break;
            case Part.Info:
                AddToInfo(next);
                break;
            default:
                _part = Part.Rest;
                break;
        }
    }

    /// <summary>A list item's text stands behind its marker, and further to the right on the lines that follow.</summary>
    private void AddToIndent(byte next)
    {
        switch (next)
        {
            case (byte)' ':
                Column++;
                return;
            case (byte)'\t':
                Column = ((Column / TabStop) + 1) * TabStop;
                return;
            case (byte)'\r':
                return;
        }

        if (Column < _container)
            _container = 0;
        if (Column > _container + Leeway)
            _part = Part.Rest;
        else if (next is (byte)'`' or (byte)'~')
            (_part, Mark, Length) = (Part.Fence, next, 1);
        else if (next is (byte)'-' or (byte)'*' or (byte)'+')
            (_part, Column) = (Part.Marker, Column + 1);
        else if (next is >= (byte)'0' and <= (byte)'9')
            (_part, _digits, Column) = (Part.Number, 1, Column + 1);
        else
            _part = Part.Rest;
    }

    /// <summary>A fence of backticks with a backtick in its info string is inline code.</summary>
    private void AddToInfo(byte next)
    {
        if (next == '`' && Mark == '`')
            _part = Part.Rest;
        else if (_wordLength < LongestWord && !(_wordLength == 0 && next is (byte)' ' or (byte)'\t' or (byte)'{' or (byte)'.'))
            _word[_wordLength++] = next;
    }

    /// <summary>The first word of the info string: <c>python</c> of <c>python title="a"</c> and of <c>{.python .numberLines}</c>.</summary>
    private ReadOnlySpan<byte> Word()
    {
        var word = _word.AsSpan(0, _wordLength);
        var end = word.IndexOfAny(BehindWord);
        return end < 0 ? word : word[..end];
    }
}
