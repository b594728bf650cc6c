using Eager.Generators.Models;
using Eager.Generators.Rules;
using Microsoft.CodeAnalysis;
using static Eager.Generators.Attributes.DispatchAttributes;

namespace Eager.Generators.Analysis;

/// <summary>Finds methods marked <c>[Handles]</c> that nothing would ever call, because their class is not marked <c>[Actor]</c>.</summary>
internal static class StrayHandlerAnalyzer
{
    public static EquatableArray<Finding> Analyze(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = context.TargetSymbol;
        if (method.ContainingType.FindAttribute(Actor) is not null)
            return default;

        var owner = method.ContainingType.Name;
        return new EquatableArray<Finding>(
            [Finding.At(method, DispatchRules.MisshapenActor, owner, $"it has the handler '{method.Name}' and is not marked [Actor]")]);
    }
}
