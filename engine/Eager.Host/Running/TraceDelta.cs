namespace Eager.Host.Running;

/// <summary>A piece of program text and when it arrived, since the stream began.</summary>
internal readonly record struct TraceDelta(TimeSpan At, ReadOnlyMemory<byte> Bytes);
