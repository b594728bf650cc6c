using System.Buffers;
using System.Globalization;
using System.Text;

namespace Eager.Server.Proxy.Answers;

/// <summary>What a JSON text that breaks off lacks to be one.</summary>
internal static class JsonCompletion
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create(" \t\r\n,:{}[]\""u8);

    /// <summary>The shortest ending that makes it valid; empty where nothing is missing, null where it is no JSON.</summary>
    public static string? Of(ReadOnlySpan<byte> text)
    {
        var open = new Stack<char>();
        var expectsName = false;
        var tail = Part.None;
        var at = 0;
        while (at < text.Length)
        {
            var next = (char)text[at];
            switch (next)
            {
                case ' ' or '\t' or '\r' or '\n':
                    at++;
                    continue;
                case '{' or '[':
                    open.Push(next == '{' ? '}' : ']');
                    (tail, expectsName) = (Part.Opened, next == '{');
                    at++;
                    continue;
                case '}' or ']':
                    if (!open.TryPop(out var expected) || expected != next)
                        return null;
                    (tail, expectsName) = (Part.Value, false);
                    at++;
                    continue;
                case ',':
                    (tail, expectsName) = (Part.Comma, open.TryPeek(out var around) && around == '}');
                    at++;
                    continue;
                case ':':
                    (tail, expectsName) = (Part.Colon, false);
                    at++;
                    continue;
                case '"':
                    var (end, missing) = String(text, at + 1);
                    if (missing is not null)
                        return missing + (expectsName ? ":null" : "") + Close(open);
                    tail = expectsName ? Part.Name : Part.Value;
                    at = end;
                    continue;
                default:
                    var length = text[at..].IndexOfAny(Structure);
                    if (length < 0)
                        return Literal(Encoding.UTF8.GetString(text[at..])) is { } rest ? rest + Close(open) : null;
                    tail = Part.Value;
                    at += length;
                    continue;
            }
        }

        return tail switch
        {
            Part.None or Part.Colon => "null",
            Part.Name => ":null",
            Part.Comma => expectsName ? "\"\":null" : "null",
            _ => "",
        } + Close(open);
    }

    private static string Close(Stack<char> open) => string.Concat(open);

    /// <summary>Where the string ends, or what is missing at its end. A character that is escaped as two halves gets its second.</summary>
    private static (int End, string? Missing) String(ReadOnlySpan<byte> text, int at)
    {
        const int Escape = 6;
        const string SecondHalf = "dc00";
        var isHalf = false;
        while (at < text.Length)
        {
            if (text[at] == '"')
                return (at + 1, null);
            if (text[at] != '\\')
            {
                (isHalf, at) = (false, at + 1);
                continue;
            }

            if (at + 1 == text.Length)
                return (at, isHalf ? $"u{SecondHalf}\"" : "\\\"");
            if (text[at + 1] != 'u')
            {
                (isHalf, at) = (false, at + 2);
                continue;
            }

            var digits = Encoding.ASCII.GetString(text[(at + 2)..Math.Min(at + Escape, text.Length)]);
            var missing = isHalf ? SecondHalf[digits.Length..] : new string('0', 4 - digits.Length);
            isHalf = int.TryParse(digits + missing, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) && char.IsHighSurrogate((char)unit);
            if (missing.Length > 0)
                return (at, missing + Close(isHalf));
            at += Escape;
        }

        return (at, Close(isHalf));

        static string Close(bool isHalf) => isHalf ? $"\\u{SecondHalf}\"" : "\"";
    }

    private static string? Literal(string begun) =>
        Array.Find(["true", "false", "null"], word => word.StartsWith(begun, StringComparison.Ordinal)) is { } whole ? whole[begun.Length..]
        : begun[^1] is '-' or '.' or 'e' or 'E' or '+' ? "0"
        : char.IsAsciiDigit(begun[^1]) ? ""
        : null;

    private enum Part
    {
        None,
        Opened,
        Name,
        Colon,
        Value,
        Comma,
    }
}
