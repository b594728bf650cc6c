namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>A piece of code: its own effects, and the code that it may lead to.</summary>
internal sealed class CodeNode
{
    public HashSet<EffectUse> Uses { get; } = [];

    /// <summary>Keys of methods and of types.</summary>
    public HashSet<string> Leads { get; } = [];

    public void Add(CodeNode other)
    {
        Uses.UnionWith(other.Uses);
        Leads.UnionWith(other.Leads);
    }
}
