namespace Eager.Engine.Batches;

/// <summary>When a batch's statements ran, since the session opened.</summary>
internal readonly record struct BatchTiming(TimeSpan StartedAt, TimeSpan FinishedAt);
