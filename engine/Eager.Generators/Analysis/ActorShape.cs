using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Eager.Generators.Attributes.DispatchAttributes;

namespace Eager.Generators.Analysis;

/// <summary>What a class must be so that a generated part can give it <c>OnReceive</c>.</summary>
internal static class ActorShape
{
    private const string UntypedActor = "Akka.Actor.UntypedActor";
    private const string OnReceive = nameof(OnReceive);

    public static IEnumerable<string> Problems(INamedTypeSymbol actor)
    {
        foreach (var part in actor.SelfAndContainers().Where(part => !IsPartial(part)))
            yield return $"'{part.Name}' is not partial";
        if (!actor.IsNameable())
            yield return "an actor is neither generic, nor nested in a generic type, nor local to a file";
        if (!actor.Ancestors().Any(ancestor => ancestor.FullName() == UntypedActor))
            yield return $"it does not derive from {UntypedActor}";
        else if (DeclaresOnReceive(actor))
            yield return $"it declares {OnReceive} itself";
        // Overriding it would silently take the messages away that the base class dispatches.
        else if (actor.Ancestors().FirstOrDefault(Dispatches) is { } ancestor)
            yield return $"its base class '{ancestor.Name}' has a dispatch of its own";
    }

    /// <summary>The header that opens another part of <paramref name="type"/>.</summary>
    public static string Declaration(INamedTypeSymbol type)
    {
        var kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"partial {kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool Dispatches(INamedTypeSymbol type) => type.FindAttribute(Actor) is not null || DeclaresOnReceive(type);

    private static bool DeclaresOnReceive(INamedTypeSymbol type) => type.GetMembers(OnReceive).Any(member =>
        member is IMethodSymbol { IsAbstract: false, Parameters.Length: 1 } method
        && method.Parameters[0].Type.SpecialType == SpecialType.System_Object);
}
