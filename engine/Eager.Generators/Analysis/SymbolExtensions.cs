using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>Questions that several analyses ask of a symbol.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat WithoutGlobal =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static string FullName(this ISymbol symbol) => symbol.ToDisplayString(WithoutGlobal);

    public static string GlobalName(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Compared by name: each assembly has its own copy of the attributes.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.FullName() == fullName);

    public static IEnumerable<INamedTypeSymbol> SelfAndContainers(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            yield return current;
    }

    public static IEnumerable<INamedTypeSymbol> Ancestors(this ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    /// <summary>Whether a generated file can write the name of <paramref name="type"/>, which is closed by construction.</summary>
    public static bool IsNameable(this INamedTypeSymbol type) =>
        type.SelfAndContainers().All(part => !part.IsFileLocal && part.TypeParameters.IsEmpty);

    public static bool IsInNamespace(this ITypeSymbol type, string root)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false } && space.Name == root;
    }
}
