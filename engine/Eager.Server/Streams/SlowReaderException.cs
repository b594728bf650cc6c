namespace Eager.Server.Streams;

/// <summary>A reader held its program back for too long and was let go; it can come back with the number of its last event.</summary>
internal sealed class SlowReaderException() : IOException("the reader did not take its events in time");
