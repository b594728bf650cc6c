using Eager.Generators.Models;
using Eager.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>Finds what could change in a message after it was sent: two actors would then share state without a lock.</summary>
internal static class MessageMutability
{
    public static IEnumerable<Finding> Find(INamedTypeSymbol message)
    {
        if (ShapeProblem(message) is { } problem)
            return [Finding.At(message, DispatchRules.MutableMessage, message.Name, problem)];

        return new[] { message }.Concat(message.Ancestors())
            .TakeWhile(type => type.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType))
            .SelectMany(type => type.GetMembers())
            .Where(member => !member.IsStatic)
            .Select(member => MemberProblem(member) is { } reason ? MemberFinding(message, member, reason) : null)
            .OfType<Finding>();
    }

    private static string? ShapeProblem(INamedTypeSymbol message) => message switch
    {
        { TypeParameters.IsEmpty: false } => "it is generic, and dispatch needs one closed type",
        { TypeKind: TypeKind.Struct, IsReadOnly: false } => "a struct must be readonly",
        { TypeKind: TypeKind.Class, IsRecord: false } => "it is neither a record nor a readonly struct",
        { IsSealed: false } => "a record must be sealed",
        _ => null,
    };

    // State is judged where it is stored: a computed property keeps nothing.
    private static string? MemberProblem(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod.IsInitOnly: false } property => $"'{property.Name}' can be set",
        IFieldSymbol { AssociatedSymbol: null, IsReadOnly: false } field => $"field '{field.Name}' is not readonly",
        IFieldSymbol field when MutableTypes.Find(field.Type) is { } culprit =>
            $"'{StoredBy(field).Name}' holds a mutable '{culprit.ToDisplayString()}', use an immutable or read-only type",
        IEventSymbol subscription => $"event '{subscription.Name}' collects subscribers",
        _ => null,
    };

    private static Finding MemberFinding(INamedTypeSymbol message, ISymbol member, string reason)
    {
        var own = SymbolEqualityComparer.Default.Equals(member.ContainingType, message);
        return Finding.At(own ? StoredBy(member) : message, DispatchRules.MutableMessage, message.Name, reason);
    }

    private static ISymbol StoredBy(ISymbol member) => (member as IFieldSymbol)?.AssociatedSymbol ?? member;
}
