using Eager.Generators.Models;
using Eager.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Eager.Generators.Attributes.DispatchAttributes;

namespace Eager.Generators.Analysis;

/// <summary>Turns a class marked <c>[Actor]</c> into its dispatch model and the findings about it.</summary>
internal static class ActorAnalyzer
{
    public static ActorAnalysis Analyze(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var actor = (INamedTypeSymbol)context.TargetSymbol;
        var attribute = context.Attributes[0];
        if (ProtocolOf(attribute) is not { } protocol || IsRepetition(actor, context.TargetNode))
            return new ActorAnalysis(default, default);

        var messages = ProtocolMessages.Of(protocol).Where(message => message.TypeParameters.IsEmpty).ToList();
        var handlers = HandlerSet.Read(actor, protocol, messages, cancellationToken);
        var findings = ActorShape.Problems(actor)
            .Select(problem => Finding.At(actor, DispatchRules.MisshapenActor, actor.Name, problem))
            .ToList();
        var extensible = findings.Count == 0 && protocol.IsNameable();
        if (protocol.FindAttribute(ActorProtocol) is null)
            findings.Add(UnmarkedProtocol(actor, protocol, attribute, cancellationToken));
        findings.AddRange(handlers.Findings);

        return new ActorAnalysis(
            extensible ? new EquatableArray<ActorModel>([ModelOf(actor, handlers.Cases)]) : default,
            new EquatableArray<Finding>([.. findings]));
    }

    // The compiler itself reports a missing argument and an unknown type.
    private static INamedTypeSymbol? ProtocolOf(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol { TypeKind: not TypeKind.Error } protocol
            ? protocol.OriginalDefinition
            : null;

    // On a second part of the class the attribute is a compiler error; two files of one name would end the generator.
    private static bool IsRepetition(INamedTypeSymbol actor, SyntaxNode part) =>
        actor.FindAttribute(Actor)?.ApplicationSyntaxReference is { } first
        && (first.SyntaxTree != part.SyntaxTree || !part.Span.Contains(first.Span));

    private static Finding UnmarkedProtocol(
        INamedTypeSymbol actor, INamedTypeSymbol protocol, AttributeData attribute, CancellationToken cancellationToken)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
        var location = SourceLocation.Of(syntax?.ArgumentList?.Arguments.FirstOrDefault()?.GetLocation());
        return Finding.At(location, DispatchRules.MisshapenActor, actor.Name, $"'{protocol.Name}' is not marked [ActorProtocol]");
    }

    private static ActorModel ModelOf(INamedTypeSymbol actor, IEnumerable<DispatchCase> cases) => new(
        $"{actor.FullName().Replace("@", "")}.g.cs",
        actor.ContainingNamespace.IsGlobalNamespace ? null : actor.ContainingNamespace.FullName(),
        new EquatableArray<string>([.. actor.SelfAndContainers().Reverse().Select(ActorShape.Declaration)]),
        new EquatableArray<DispatchCase>([.. cases]));
}
