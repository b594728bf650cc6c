using Eager.Effects;

namespace Eager.Engine.Executions;

/// <summary>The one time a program stands before an effect that waits. Times are timestamps of the session's clock.</summary>
internal sealed class HoldRecord
{
    private long _heldAt;
    private long _resumedAt = long.MaxValue;

    /// <summary>The effect; null where none waited.</summary>
    public HeldEffect? Effect { get; private set; }

    /// <summary>True while the program stands before it, and for ever where it did not happen.</summary>
    public bool IsWaiting => Effect is not null && _resumedAt == long.MaxValue;

    public void Hold(HeldEffect effect, long at) => (Effect, _heldAt) = (effect, at);

    public void Resume(long at) => _resumedAt = at;

    /// <summary>How much of a stretch of time the program waited.</summary>
    public long Within(long start, long end) =>
        Effect is null ? 0 : Math.Max(0, Math.Min(end, _resumedAt) - Math.Max(start, _heldAt));
}
