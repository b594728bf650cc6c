using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>A stream that is text from its first byte to its last. Its end says nothing: the program is whole unless the text shows otherwise.</summary>
internal sealed class TextStreamDecoder(ITextDecoder text) : IStreamDecoder
{
    public StreamVerdict? Verdict { get; private set; }

    public void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code) => text.Decode(bytes, code);

    public void Complete(IBufferWriter<byte> code)
    {
        var cutOff = text.Complete(code);
        Verdict = new StreamVerdict(cutOff ?? (text.HasCode || text is PlainText ? null : "there is no code in it"));
    }
}
