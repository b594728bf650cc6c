using Eager.Generators.Models;
using Eager.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>Judges a class marked <c>[ActorProtocol]</c>, once for all actors that use it.</summary>
internal static class ProtocolAnalyzer
{
    public static EquatableArray<Finding> Analyze(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var protocol = (INamedTypeSymbol)context.TargetSymbol;
        var findings = ShapeProblems(protocol)
            .Select(problem => Finding.At(protocol, DispatchRules.MisshapenActor, protocol.Name, problem))
            .ToList();
        foreach (var message in ProtocolMessages.Of(protocol))
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings.AddRange(MessageMutability.Find(message));
        }

        return new EquatableArray<Finding>([.. findings]);
    }

    private static IEnumerable<string> ShapeProblems(INamedTypeSymbol protocol)
    {
        if (!protocol.IsStatic)
            yield return "a protocol is a static class";
        if (!protocol.IsNameable())
            yield return "a protocol is neither generic, nor nested in a generic type, nor local to a file";
    }
}
