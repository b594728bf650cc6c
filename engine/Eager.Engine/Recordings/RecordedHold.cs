using Eager.Effects;

namespace Eager.Engine.Recordings;

/// <summary>An effect that had to wait until the whole program was known. Times count from the opening of the session.</summary>
/// <param name="Statement">Index of the statement; null for exit handlers.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line: <c>open('x', 'w')</c>.</param>
/// <param name="HeldAt">When it was held.</param>
public sealed record RecordedHold(int? Statement, EffectClass Class, string What, TimeSpan HeldAt)
{
    /// <summary>When it happened; null where it never did.</summary>
    public TimeSpan? ResumedAt { get; init; }

    /// <summary>How long it waited; 0 where it never happened.</summary>
    public TimeSpan Wait => ResumedAt > HeldAt ? ResumedAt.Value - HeldAt : TimeSpan.Zero;
}
