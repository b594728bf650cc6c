using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>The program in a stream of a provider's events.</summary>
internal sealed class EventStreamDecoder(AnswerReader reader, Answer answer) : IStreamDecoder
{
    public StreamVerdict? Verdict => answer.Verdict;

    public void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code)
    {
        answer.Output = code;
        reader.Read(bytes);
    }

    public void Complete(IBufferWriter<byte> code)
    {
        answer.Output = code;
        reader.Complete();
    }
}
