namespace Eager.Engine.Tokens;

/// <summary>A piece of program text and when it arrived, since the stream began.</summary>
public readonly record struct TraceDelta(TimeSpan At, ReadOnlyMemory<byte> Bytes);
