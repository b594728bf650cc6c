namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>A call with an effect.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="What">The call in one line: <c>File.WriteAllText("out.txt")</c>.</param>
/// <param name="Path">The file or folder, where the text names it; null where only the run tells.</param>
internal sealed record EffectUse(EffectKind Kind, string What, string? Path = null);
