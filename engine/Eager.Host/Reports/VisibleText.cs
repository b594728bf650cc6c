using System.Text;

namespace Eager.Host.Reports;

/// <summary>Text of programs as it may stand in a page: what cannot be seen, or would change how the rest is read, is made visible.</summary>
internal static class VisibleText
{
    private const char Replacement = '\ufffd';
    private const char ControlPictures = '\u2400';
    private const char PictureOfDelete = '\u2421';

    /// <summary>Control characters become their pictures; halves of characters, bidirectional overrides and noncharacters a replacement character.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsHidden(rune))
                visible.Append(rune);
            else if (rune.Value < ' ')
                visible.Append((char)(ControlPictures + rune.Value));
            else
                visible.Append(rune.Value == 0x7f ? PictureOfDelete : Replacement);
        }

        return visible.Replace("\u240d\n", "\n").ToString();
    }

    /// <summary>UTF-8 text as it may stand in a page.</summary>
    public static string Of(ReadOnlySpan<byte> text) => Of(Encoding.UTF8.GetString(text));

    /// <summary>The first characters of a text, and whether there was more.</summary>
    public static string Start(string text, int length) => text.Length <= length
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "\u2026");

    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0x200e or 0x200f or 0x061c
        || (rune.Value & 0xfffe) == 0xfffe
        || rune.Value is >= 0xfdd0 and <= 0xfdef;
}
