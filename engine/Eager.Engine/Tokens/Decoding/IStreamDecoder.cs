using System.Buffers;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>Takes what a model sends, cut anywhere, and gives the program in it, each character with the bytes that carried it.</summary>
public interface IStreamDecoder
{
    /// <summary>How the stream ended; null while it goes on. What follows an ending is not looked at.</summary>
    StreamVerdict? Verdict { get; }

    /// <summary>Decodes the next bytes.</summary>
    /// <param name="bytes">What arrived, cut anywhere.</param>
    /// <param name="code">Takes the program's text.</param>
    /// <exception cref="StreamFormatException">The bytes are not what the format allows. The decoder is of no further use.</exception>
    void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code);

    /// <summary>Says that nothing more comes, and sets <see cref="Verdict"/>.</summary>
    /// <param name="code">Takes the rest of the program's text.</param>
    /// <exception cref="StreamFormatException">What was left is not what the format allows.</exception>
    void Complete(IBufferWriter<byte> code);
}
