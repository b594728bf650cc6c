using System.Buffers;

namespace Eager.Wire;

/// <summary>One frame as it lies in a buffer.</summary>
/// <param name="Type">What it carries.</param>
/// <param name="Payload">Its payload: a view of the buffer it was read from, valid as long as that buffer is.</param>
public readonly record struct Frame(FrameType Type, ReadOnlySequence<byte> Payload);
