using Eager.Effects;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>A session's rules, applied to what a statement may come to.</summary>
internal sealed class EffectRules(IReadOnlyDictionary<EffectClass, EffectRule> rules, string home)
{
    private readonly string _home = RealPath.Of(home);

    /// <summary>True where nothing waits and nothing is denied.</summary>
    public bool IsOpen { get; } = rules.Values.All(rule => rule == EffectRule.Run);

    /// <summary>True where something is denied.</summary>
    public bool Denies { get; } = rules.Values.Contains(EffectRule.Deny);

    /// <summary>The first effect that is denied, else the first that must wait; null where all may happen now.</summary>
    public MetEffect? Judge(IReadOnlyList<EffectUse> uses)
    {
        MetEffect? waits = null;
        var moves = uses.Any(use => use.Kind == EffectKind.WorkingDirectory);
        foreach (var use in uses)
        {
            foreach (var possible in ClassesOf(use, moves))
            {
                var rule = RuleOf(possible);
                if (rule == EffectRule.Deny)
                    return new MetEffect(rule, possible, use.What);
                if (rule == EffectRule.Hold)
                    waits ??= new MetEffect(rule, possible, use.What);
            }
        }

        return waits;
    }

    /// <summary>Code that nobody sees may do anything: it waits wherever something waits.</summary>
    private EffectRule RuleOf(EffectClass possible)
    {
        var rule = rules.GetValueOrDefault(possible);
        return possible == EffectClass.DynamicCode && rule == EffectRule.Run && rules.Values.Contains(EffectRule.Hold) ? EffectRule.Hold : rule;
    }

    private EffectClass[] ClassesOf(EffectUse use, bool moves) => use.Kind switch
    {
        EffectKind.Read => Places(use, moves, EffectClass.ReadInside, EffectClass.ReadOutside),
        EffectKind.Write => Places(use, moves, EffectClass.WriteInside, EffectClass.WriteOutside),
        EffectKind.Network => [EffectClass.Network],
        EffectKind.Process => [EffectClass.Process],
        EffectKind.Time => [EffectClass.Time],
        EffectKind.Threads => [EffectClass.Threads],
        EffectKind.DynamicCode => [EffectClass.DynamicCode],
        EffectKind.NativeCode => [EffectClass.NativeCode],
        _ => [],
    };

    /// <summary>A path that only the run tells may lie on either side.</summary>
    private EffectClass[] Places(EffectUse use, bool moves, EffectClass inside, EffectClass outside)
    {
        if (use.Path is not { Length: > 0 } path || path.Contains('\0') || (moves && !Path.IsPathRooted(path)))
            return [inside, outside];
        var real = RealPath.Of(Path.GetFullPath(path));
        if (real is "/dev/null" or "/dev/tty")
            return [];
        return [real == _home || real.StartsWith(_home.TrimEnd('/') + "/", StringComparison.Ordinal) ? inside : outside];
    }
}
