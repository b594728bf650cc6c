using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Names that a top-level element declares, and those that it uses.</summary>
internal static class Names
{
    /// <summary>Names that stand where only a type, or something with members, can stand.</summary>
    public static IReadOnlyList<string> TypesUsedBy(SyntaxNode part) =>
        [.. part.DescendantNodes().OfType<SimpleNameSyntax>().Where(StandsForType).Select(name => name.Identifier.Text).Distinct()];

    /// <summary>Variables of a top-level statement, those of <c>out var</c> and of patterns included.</summary>
    public static IReadOnlyList<string> VariablesOf(SyntaxNode part) => part is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax or ExpressionStatementSyntax }
        ? [.. part.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).Select(VariableOf).OfType<string>()]
        : [];

    /// <summary>Types, namespaces and functions, which others may use wherever they stand.</summary>
    public static IReadOnlyList<string> DeclaredBy(SyntaxNode part) => part switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        BaseNamespaceDeclarationSyntax space => [.. space.Name.ToString().Split('.'), .. space.Members.SelectMany(DeclaredBy)],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
        _ => [],
    };

    private static string? VariableOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        SingleVariableDesignationSyntax variable => variable.Identifier.Text,
        _ => null,
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
