using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>Code between two marks.</summary>
/// <param name="File">The file that its first statement stands in.</param>
/// <param name="Line">That statement's line.</param>
/// <param name="Uses">What it may do to the world.</param>
internal sealed record Stretch(string File, int Line, IReadOnlyList<EffectUse> Uses)
{
    /// <param name="elements">What was compiled together.</param>
    /// <param name="uses">The effects of its stretches.</param>
    /// <param name="marksAll">True where marks stand between all its statements, false where they stand between units.</param>
    public static IReadOnlyList<Stretch> Join(IReadOnlyList<Element> elements, IReadOnlyList<IReadOnlyList<EffectUse>> uses, bool marksAll = false)
    {
        var statements = elements.Where(element => element.Kind == ElementKind.Statement);
        Element[] first = marksAll ? [.. statements] : [.. statements.DistinctBy(element => element.Unit)];
        return [.. uses.Select((own, index) => Of(index < first.Length ? first[index] : elements[0], own))];
    }

    private static Stretch Of(Element element, IReadOnlyList<EffectUse> uses) => new(element.File, element.CodeLine, uses);
}
