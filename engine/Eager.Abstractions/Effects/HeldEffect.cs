namespace Eager.Effects;

/// <summary>An effect that waited.</summary>
/// <param name="Statement">Index of the statement that came to it; null for exit handlers and threads between two statements.</param>
/// <param name="Class">What kind of effect it is.</param>
/// <param name="What">The effect in one line: <c>open('out.csv', 'w')</c>.</param>
public sealed record HeldEffect(int? Statement, EffectClass Class, string What);
