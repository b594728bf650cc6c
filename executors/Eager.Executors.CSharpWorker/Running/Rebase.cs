using System.Reflection;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Moves variables into a submission that takes the place of many. It runs in its turn, when those before it have run and nothing behind it has.</summary>
/// <param name="Target">The submission that takes them; those that it can see stay.</param>
/// <param name="Moved">Places of submissions that are given up, and the variables that each held.</param>
/// <param name="Kept">Places of the others behind those that stay, in order.</param>
/// <param name="Forget">Gives up the code of those that were moved.</param>
internal sealed record Rebase(Submission Target, IReadOnlyList<(int Slot, string[] Names)> Moved, IReadOnlyList<int> Kept, Action Forget)
{
    /// <summary>The compiler keeps the place before it for an object that we do not have.</summary>
    private const int First = 1;

    private const BindingFlags Variable = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The array of submissions that follows <paramref name="before"/>.</summary>
    public object?[] Apply(object?[] before)
    {
        var after = new object?[before.Length];
        var place = First + Target.Depth;
        before.AsSpan(0, place).CopyTo(after);
        Target.Entry(after).GetAwaiter().GetResult();
        var target = after[place]!;
        foreach (var (slot, names) in Moved)
            foreach (var name in names)
                target.GetType().GetField(name, Variable)!.SetValue(target, before[slot]!.GetType().GetField(name, Variable)!.GetValue(before[slot]));
        for (var index = 0; index < Kept.Count; index++)
            after[place + 1 + index] = before[Kept[index]];
        Forget();
        return after;
    }
}
