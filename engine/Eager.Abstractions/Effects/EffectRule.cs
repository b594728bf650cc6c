namespace Eager.Effects;

/// <summary>What becomes of an effect while the program is not yet known to be whole.</summary>
public enum EffectRule
{
    /// <summary>It happens at once.</summary>
    Run,

    /// <summary>It waits until the whole program has arrived and parses; where that does not come about it never happens.</summary>
    Hold,

    /// <summary>It never happens: the program meets an error at it.</summary>
    Deny,

    /// <summary>
    /// It happens at once, in a layer over the working directory that only the program sees: moved into the directory when the program is over,
    /// dropped where it turned out not to be whole. For <see cref="EffectClass.WriteInside"/> alone.
    /// </summary>
    Stage,
}
