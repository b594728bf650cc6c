using System.Buffers;
using System.Text;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// The code in a tool call's arguments: the text of the first member, at the top of one JSON object, that has one of the given names and is a
/// string. Arguments that are one JSON string are that string; arguments that are no JSON are the code itself, as some models send it.
/// </summary>
internal sealed class ToolArguments : ITextDecoder
{
    private const int LongestName = 64;
    private const int DeepestNesting = 512;

    private readonly byte[][] _members;
    private readonly ArrayBufferWriter<byte> _name = new(LongestName);
    private readonly BlockWriter _block = new();
    private JsonStringText _string;
    private Part _part;
    private bool _inString;
    private bool _escaped;
    private int _depth;

    public ToolArguments(IReadOnlyList<string> members) =>
        _members = [.. members.Select(member => Encoding.UTF8.GetBytes(member))];

    private enum Part
    {
        /// <summary>Before the first character that is not blank.</summary>
        Start,

        /// <summary>The arguments are the code.</summary>
        Raw,

        /// <summary>Before a member's name.</summary>
        Member,

        /// <summary>In a member's name.</summary>
        Name,

        /// <summary>Behind a member's name.</summary>
        Colon,

        /// <summary>Before a member's value.</summary>
        Value,

        /// <summary>In a value that is passed over.</summary>
        Skipped,

        /// <summary>In the code.</summary>
        Code,

        /// <summary>Behind the code that is all there is.</summary>
        Over,
    }

    public bool HasCode { get; private set; }

    /// <summary>True behind the end of the JSON value that the arguments are.</summary>
    public bool IsOver => _part == Part.Over;

    public void Begin()
    {
        (_part, _string, _depth, _inString, _escaped, HasCode) = (Part.Start, default, 0, false, false, false);
        _block.Begin();
    }

    public void Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (!DecodeToEnd(text, code).Trim(" \t\r\n"u8).IsEmpty)
            throw new StreamFormatException("the arguments of a tool call go on behind their end");
    }

    /// <summary>Decodes up to the end of the JSON value and returns what is behind that.</summary>
    public ReadOnlySpan<byte> DecodeToEnd(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        while (!text.IsEmpty && !IsOver)
        {
            switch (_part)
            {
                case Part.Raw:
                    _block.Write(text, code);
                    return [];
                case Part.Code:
                    text = text[DecodeCode(text, code)..];
                    break;
                case Part.Name:
                    text = text[DecodeName(text)..];
                    break;
                default:
                    var next = text[0];
                    if (Step(next))
                        text = text[1..];
                    break;
            }
        }

        return text;
    }

    public string? Complete(IBufferWriter<byte> code)
    {
        if (_part == Part.Raw)
            _block.End(code);
        return _part is Part.Raw or Part.Over or Part.Start ? null : "the arguments of the tool call break off";
    }

    private int DecodeCode(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        var taken = _string.Decode(text, code, out var closed);
        _block.Wrote(_string.Last);
        if (closed)
        {
            _block.End(code);
            _part = _depth == 0 ? Part.Over : Part.Skipped;
        }

        return taken;
    }

    private int DecodeName(ReadOnlySpan<byte> text)
    {
        var taken = _string.Decode(text, _name, out var closed);
        if (closed)
            _part = Part.Colon;
        else if (_name.WrittenCount > 1 << 16)
            throw new StreamFormatException("the arguments of a tool call have a member with a name without end");
        return taken;
    }

    /// <summary>Returns true where the byte was taken.</summary>
    private bool Step(byte next)
    {
        if (_part != Part.Skipped && next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            return true;

        switch (_part)
        {
            case Part.Start when next == '{':
                (_part, _depth) = (Part.Member, 1);
                return true;
            case Part.Start when next == '"':
                BeginCode();
                return true;
            case Part.Start:
                (_part, HasCode) = (Part.Raw, true);
                return false;
            case Part.Member when next == '"':
                _name.ResetWrittenCount();
                (_part, _string) = (Part.Name, default);
                return true;
            case Part.Member when next == ',':
                return true;
            case Part.Member when next == '}':
                (_part, _depth) = (Part.Over, 0);
                return true;
            case Part.Colon when next == ':':
                _part = Part.Value;
                return true;
            case Part.Value when next == '"' && !HasCode && IsWanted():
                BeginCode();
                return true;
            case Part.Value:
                _part = Part.Skipped;
                return false;
            case Part.Skipped:
                return Skip(next);
            default:
                throw new StreamFormatException("the arguments of a tool call are not JSON");
        }
    }

    private void BeginCode() => (_part, _string, HasCode) = (Part.Code, new JsonStringText(), true);

    /// <summary>Passes over a value. It ends before the comma or the brace that belongs to the object around it.</summary>
    private bool Skip(byte next)
    {
        if (_inString)
        {
            if (_escaped)
                _escaped = false;
            else if (next == '\\')
                _escaped = true;
            else
                _inString = next != '"';
            return true;
        }

        switch (next)
        {
            case (byte)'"':
                _inString = true;
                return true;
            case (byte)'{' or (byte)'[':
                if (++_depth > DeepestNesting)
                    throw new StreamFormatException("the arguments of a tool call are nested too deeply");
                return true;
            case (byte)'}' or (byte)']' when _depth > 1:
                _depth--;
                return true;
            case (byte)'}' or (byte)',' when _depth == 1:
                _part = Part.Member;
                return false;
            default:
                return true;
        }
    }

    private bool IsWanted()
    {
        foreach (var member in _members)
        {
            if (_name.WrittenSpan.SequenceEqual(member))
                return true;
        }

        return false;
    }
}
