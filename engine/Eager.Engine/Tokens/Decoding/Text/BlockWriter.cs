using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>
/// Puts the blocks of one answer together to one program. A block ends with a newline, which ends its last statement: where the model sent none,
/// one is added.
/// </summary>
internal sealed class BlockWriter
{
    private byte _last = (byte)'\n';

    public void Begin() => _last = (byte)'\n';

    public void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        if (text.IsEmpty)
            return;
        code.Write(text);
        _last = text[^1];
    }

    /// <summary>The block's text so far was written by another, and ends with this byte.</summary>
    public void Wrote(byte last) => _last = last;

    public void End(IBufferWriter<byte> code)
    {
        if (_last != '\n')
            code.Write("\n"u8);
        _last = (byte)'\n';
    }
}
