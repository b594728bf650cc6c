using Eager.Executions;
using Eager.Executors.CSharpWorker.Effects;
using EffectRule = Eager.Effects.EffectRule;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>
/// Where the program's thread waits before a statement with an effect. The conversation says once what becomes of it: the program is whole, or will never be.
/// </summary>
internal sealed class EffectGate(EffectRules rules)
{
    private readonly TaskCompletionSource<EffectVerdict> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The program is whole: nothing waits any more.</summary>
    public void Open() => _verdict.TrySetResult(new EffectVerdict(IsWhole: true, Error: null));

    /// <summary>The program will never be whole.</summary>
    /// <param name="error">What is wrong with it; null where its stream broke off.</param>
    public void Close(ProgramError? error) => _verdict.TrySetResult(new EffectVerdict(IsWhole: false, error));

    /// <summary>The effect at which a statement may not begin now; null where it may.</summary>
    public MetEffect? Judge(IReadOnlyList<EffectUse> uses)
    {
        if (uses.Count == 0 || rules.Judge(uses) is not { } met)
            return null;
        return met.Rule == EffectRule.Hold && _verdict.Task is { IsCompletedSuccessfully: true, Result.IsWhole: true } ? null : met;
    }

    /// <summary>Waits until it is known what becomes of the program.</summary>
    public EffectVerdict Wait() => _verdict.Task.GetAwaiter().GetResult();
}
