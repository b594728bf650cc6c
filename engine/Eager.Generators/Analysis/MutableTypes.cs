using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>Types whose contents the receiver, or the sender afterwards, could change.</summary>
internal static class MutableTypes
{
    private const string Collections = "System.Collections";

    // Mutable holders that are no collections.
    private static readonly HashSet<string> Holders =
        ["System.Memory", "System.Text.StringBuilder", "System.Collections.Generic.PriorityQueue"];

    /// <summary>The mutable type that <paramref name="type"/> is, or is a view or a container of; null where there is none.</summary>
    public static ITypeSymbol? Find(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
            return type;
        if (type is not INamedTypeSymbol named)
            return null;
        if (!IsImmutableView(named) && (IsCollection(named) || Holders.Contains(NameWithoutArguments(named))))
            return named;
        return IsTransparent(named) ? named.TypeArguments.Select(Find).FirstOrDefault(found => found is not null) : null;
    }

    private static bool IsCollection(INamedTypeSymbol type) => type.AllInterfaces.Append(type).Any(contract =>
        NameWithoutArguments(contract) is Collections + ".ICollection" or Collections + ".Generic.ICollection");

    /// <summary>These implement <c>ICollection</c> too, and throw where it would write.</summary>
    private static bool IsImmutableView(INamedTypeSymbol type) => type.ContainingNamespace.FullName() switch
    {
        Collections + ".Immutable" => type.Name != "Builder",
        Collections + ".Frozen" => true,
        Collections + ".ObjectModel" => type.Name.StartsWith("ReadOnly", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether reading the type hands out the values of its type arguments.</summary>
    private static bool IsTransparent(INamedTypeSymbol type) =>
        type.IsTupleType
        || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || NameWithoutArguments(type) == "System.ReadOnlyMemory"
        || type.ContainingNamespace.FullName().StartsWith(Collections, StringComparison.Ordinal);

    private static string NameWithoutArguments(INamedTypeSymbol type) =>
        $"{type.ContainingNamespace.FullName()}.{type.Name}";
}
