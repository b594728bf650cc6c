using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Names that a top-level element declares for others: types, namespaces, functions.</summary>
internal static class Names
{
    /// <summary>Names that stand where only a type, or something with members, can stand.</summary>
    public static IReadOnlyList<string> TypesUsedBy(SyntaxNode part) =>
        [.. part.DescendantNodes().OfType<SimpleNameSyntax>().Where(StandsForType).Select(name => name.Identifier.Text).Distinct()];

    public static IReadOnlyList<string> DeclaredBy(SyntaxNode part) => part switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        BaseNamespaceDeclarationSyntax space => [.. space.Name.ToString().Split('.'), .. space.Members.SelectMany(DeclaredBy)],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
        _ => [],
    };

    private static bool StandsForType(SimpleNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type == name,
        MemberAccessExpressionSyntax access => access.Expression == name && char.IsUpper(name.Identifier.Text[0]),
        VariableDeclarationSyntax declaration => declaration.Type == name,
        TypeArgumentListSyntax or ArrayTypeSyntax or NullableTypeSyntax => true,
        ParameterSyntax parameter => parameter.Type == name,
        _ => false,
    };
}
