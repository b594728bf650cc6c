using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// Code in the fenced blocks of a Markdown text (CommonMark 0.31.2, 4.5): backticks or tildes, info strings, indented fences, fences in block quotes
/// and list items, which end with these. A character of code is passed on with the bytes that carry it, but for what may still become a closing fence. A block that is open at the end
/// of the text is closed by it.
/// </summary>
internal sealed class MarkdownFences : ITextDecoder
{
    private readonly BlockWriter _block = new();
    private readonly Containers _containers = new();
    private readonly InfoString _info;
    private readonly OpeningFence _opening;
    private readonly ClosingFence _closing = new();
    private bool _inBlock;
    private bool _taken;
    private bool _named;
    private bool _inPrefix;
    private bool _midLine;

    public MarkdownFences(IReadOnlyList<string> languages)
    {
        _info = new InfoString(languages);
        _opening = new OpeningFence(_containers, _info);
    }

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
            if (!_midLine && !_closing.IsFence)
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
        _opening.EndLine();
        if (_opening.IsFence)
        {
            _named |= _info.IsNamed;
            (_inBlock, _taken) = (true, _info.IsNamed || (_info.IsUnnamed && !_named));
            HasCode |= _taken;
            _block.Begin();
            _closing.Begin(_opening.Mark, _opening.Length, _opening.Indent);
            BeginLine();
        }
        else
        {
            _opening.BeginLine();
        }

        return text[(newline + 1)..];
    }

    private ReadOnlySpan<byte> InBlock(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (_midLine)
        {
            var newline = text.IndexOf((byte)'\n');
            var line = newline < 0 ? text : text[..(newline + 1)];
            Pass(line, code);
            if (newline >= 0)
                BeginLine();
            return text[line.Length..];
        }

        if (_inPrefix)
            return InPrefix(text, code);

        switch (_closing.Add(text[0]))
        {
            case FenceMatch.Closed:
                End(code);
                _opening.BeginLine();
                return text[1..];
            case FenceMatch.Possible:
                return text[1..];
            default:
                Pass(_closing.Held, code);
                _midLine = true;
                return text;
        }
    }

    /// <summary>A line that is not in the block's containers ends the block.</summary>
    private ReadOnlySpan<byte> InPrefix(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        switch (_containers.Match(text[0]))
        {
            case ContainerMatch.Undecided:
                return text[1..];
            case ContainerMatch.Inside:
                _closing.BeginLine(_containers.Column, _containers.Indent);
                _inPrefix = false;
                return text;
            default:
                End(code);
                _opening.ContinueLine();
                return text;
        }
    }

    private void BeginLine()
    {
        (_midLine, _inPrefix) = (false, true);
        _containers.BeginLine();
        _closing.BeginLine(0, 0);
    }

    private void End(IBufferWriter<byte> code)
    {
        if (_taken)
            _block.End(code);
        _inBlock = false;
    }

    private void Pass(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (_taken)
            _block.Write(text, code);
    }
}
