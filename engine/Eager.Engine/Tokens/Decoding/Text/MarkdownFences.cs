using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// Code in the fenced blocks of a Markdown text (CommonMark 0.31.2, 4.5): backticks or tildes, info strings, indented fences, fences in list items.
/// A character of code is passed on with the bytes that carry it, but for what may still become a closing fence. A block that is open at the end
/// of the text is closed by it.
/// </summary>
internal sealed class MarkdownFences(IReadOnlyList<string> languages) : ITextDecoder
{
    private readonly BlockWriter _block = new();
    private readonly OpeningFence _opening = new(languages);
    private readonly ClosingFence _closing = new();
    private bool _inBlock;
    private bool _taken;
    private bool _named;
    private bool _midLine;

    public bool HasCode { get; private set; }

    public void Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        while (!text.IsEmpty)
            text = _inBlock ? InBlock(text, code) : Outside(text);
    }

    public string? Complete(IBufferWriter<byte> code)
    {
        if (_inBlock && _taken)
        {
            // What may have become a closing fence is left of one: its rest was the stop sequence.
            if (!_closing.IsFence)
                _block.Write(_closing.Held, code);
            _block.End(code);
        }

        _inBlock = false;
        return null;
    }

    private ReadOnlySpan<byte> Outside(ReadOnlySpan<byte> text)
    {
        var newline = text.IndexOf((byte)'\n');
        _opening.Add(newline < 0 ? text : text[..newline]);
        if (newline < 0)
            return [];
        if (_opening.IsFence)
        {
            _named |= _opening.IsNamed;
            (_inBlock, _taken, _midLine) = (true, _opening.IsNamed || (_opening.IsUnnamed && !_named), false);
            HasCode |= _taken;
            _block.Begin();
            _closing.Begin(_opening.Mark, _opening.Length, _opening.Column);
        }

        _opening.BeginLine();
        return text[(newline + 1)..];
    }

    private ReadOnlySpan<byte> InBlock(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (_midLine)
        {
            var newline = text.IndexOf((byte)'\n');
            var line = newline < 0 ? text : text[..(newline + 1)];
            Pass(line, code);
            _midLine = newline < 0;
            return text[line.Length..];
        }

        switch (_closing.Add(text[0]))
        {
            case FenceMatch.Closed:
                if (_taken)
                    _block.End(code);
                _inBlock = false;
                return text[1..];
            case FenceMatch.Possible:
                return text[1..];
            default:
                Pass(_closing.Held, code);
                _closing.BeginLine();
                _midLine = true;
                return text;
        }
    }

    private void Pass(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (_taken)
            _block.Write(text, code);
    }
}
