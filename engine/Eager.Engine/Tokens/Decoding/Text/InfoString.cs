using System.Buffers;
using System.Text;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>The first word of a fence's info string: <c>python</c> of <c>python title="a"</c> and of <c>{.python .numberLines}</c>.</summary>
internal sealed class InfoString(IReadOnlyList<string> languages)
{
    private const int LongestWord = 64;

    private static readonly SearchValues<byte> BehindWord = SearchValues.Create(" \t\r{},:"u8);

    private readonly byte[][] _languages = [.. languages.Select(language => Encoding.UTF8.GetBytes(language))];
    private readonly byte[] _word = new byte[LongestWord];
    private int _length;

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

    public void Clear() => _length = 0;

    public void Add(byte next)
    {
        if (_length < LongestWord && !(_length == 0 && next is (byte)' ' or (byte)'\t' or (byte)'{' or (byte)'.'))
            _word[_length++] = next;
    }

    private ReadOnlySpan<byte> Word()
    {
        var word = _word.AsSpan(0, _length);
        var end = word.IndexOfAny(BehindWord);
        return end < 0 ? word : word[..end];
    }
}
