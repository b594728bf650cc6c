using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// Code between <c>&lt;code&gt;</c> and <c>&lt;/code&gt;</c>, or the like with <c>execute</c>. Agents make the closing tag a stop sequence, so the text may end before
/// it or within it: the code is whole all the same. The newline behind an opening tag is not code.
/// </summary>
internal sealed class CodeTags : ITextDecoder
{
    private static readonly byte[][] Opening = ["<code>"u8.ToArray(), "<execute>"u8.ToArray(), "<execute_ipython>"u8.ToArray()];
    private static readonly byte[][] Closing = ["</code>"u8.ToArray(), "</execute>"u8.ToArray(), "</execute_ipython>"u8.ToArray()];

    private readonly BlockWriter _block = new();
    private readonly byte[] _held = new byte[24];
    private int _holds;
    private byte[]? _closing;
    private bool _atFirstNewline;

    public bool HasCode { get; private set; }

    public void Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        while (!text.IsEmpty)
        {
            if (_holds == 0)
            {
                var next = text.IndexOf((byte)'<');
                var plain = next < 0 ? text : text[..next];
                Pass(plain, code);
                text = text[plain.Length..];
                if (text.IsEmpty)
                    return;
            }

            _held[_holds++] = text[0];
            text = text[1..];
            Judge(code);
        }
    }

    public string? Complete(IBufferWriter<byte> code)
    {
        _holds = 0;
        if (_closing is not null)
            Close(code);
        return null;
    }

    /// <summary>What is held begins with an angle bracket: a tag, the beginning of one, or none.</summary>
    private void Judge(IBufferWriter<byte> code)
    {
        while (_holds > 0)
        {
            var held = _held.AsSpan(0, _holds);
            if (_closing is not null)
            {
                if (_closing.AsSpan().SequenceEqual(held))
                {
                    _holds = 0;
                    Close(code);
                    return;
                }

                if (_closing.AsSpan().StartsWith(held))
                    return;
            }
            else
            {
                var possible = false;
                for (var i = 0; i < Opening.Length; i++)
                {
                    if (Opening[i].AsSpan().SequenceEqual(held))
                    {
                        _holds = 0;
                        Open(Closing[i]);
                        return;
                    }

                    possible |= Opening[i].AsSpan().StartsWith(held);
                }

                if (possible)
                    return;
            }

            GiveUpFirst(code);
        }
    }

    /// <summary>No tag begins here; one may begin at the next angle bracket.</summary>
    private void GiveUpFirst(IBufferWriter<byte> code)
    {
        var next = _held.AsSpan(1, _holds - 1).IndexOf((byte)'<');
        var length = next < 0 ? _holds : next + 1;
        Pass(_held.AsSpan(0, length), code);
        _holds -= length;
        _held.AsSpan(length, _holds).CopyTo(_held);
    }

    private void Open(byte[] closing)
    {
        _closing = closing;
        _atFirstNewline = true;
        HasCode = true;
        _block.Begin();
    }

    private void Close(IBufferWriter<byte> code)
    {
        _closing = null;
        _block.End(code);
    }

    private void Pass(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (_closing is null)
            return;
        while (_atFirstNewline && !text.IsEmpty)
        {
            var first = text[0];
            _atFirstNewline = first == '\r';
            if (first is (byte)'\r' or (byte)'\n')
                text = text[1..];
        }

        _block.Write(text, code);
    }
}
