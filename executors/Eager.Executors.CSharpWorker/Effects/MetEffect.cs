using Eager.Effects;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>An effect that may not happen now.</summary>
/// <param name="Rule">Whether it waits or is denied.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line.</param>
internal sealed record MetEffect(EffectRule Rule, EffectClass Class, string What);
