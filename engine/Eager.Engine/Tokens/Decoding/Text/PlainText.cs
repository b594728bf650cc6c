using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>All of the text is code.</summary>
internal sealed class PlainText : ITextDecoder
{
    public bool HasCode { get; private set; }

    public void Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> code)
    {
        HasCode |= !text.IsEmpty;
        code.Write(text);
    }

    public string? Complete(IBufferWriter<byte> code) => null;
}
