using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>Finds code in text that is cut anywhere.</summary>
internal interface ITextDecoder
{
    /// <summary>True once the text has been seen to hold code.</summary>
    bool HasCode { get; }

    /// <exception cref="StreamFormatException">The text is not what it should be.</exception>
    void Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> code);

    /// <summary>Says that the text is over, and returns why its code is not whole, in one line, or null where it is.</summary>
    string? Complete(IBufferWriter<byte> code);
}
