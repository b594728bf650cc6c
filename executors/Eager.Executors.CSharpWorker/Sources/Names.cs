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

    /// <summary>True where all variables of a top-level statement have their values behind it, and nothing but a name and a type distinguishes them.</summary>
    public static bool HasPlainVariables(SyntaxNode part) => (part as GlobalStatementSyntax)?.Statement switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword: var disposes, IsConst: var constant, Declaration: { Type: var type, Variables: var variables } } =>
            disposes.RawKind == 0 && !constant && type is not (RefTypeSyntax or ScopedTypeSyntax)
            && variables.All(variable => variable.Initializer is not null) && VariablesOf(part).Count == variables.Count,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: var target } } => VariablesOf(part).Count == Targets(target).SelectMany(Designations).Count(),
        ForEachStatementSyntax or ForEachVariableStatementSyntax or ForStatementSyntax or WhileStatementSyntax or BlockSyntax => true,
        { } other => !Designations(other).Any(),
        null => true,
    };

    /// <summary>Types, namespaces and functions, which others may use wherever they stand.</summary>
    public static IReadOnlyList<string> DeclaredBy(SyntaxNode part) => part switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        BaseNamespaceDeclarationSyntax space => [.. space.Name.ToString().Split('.'), .. space.Members.SelectMany(DeclaredBy)],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
        _ => [],
    };

    /// <summary>Variables in expressions, but for those in blocks and functions.</summary>
    private static IEnumerable<SingleVariableDesignationSyntax> Designations(SyntaxNode node) =>
        node.DescendantNodesAndSelf(inner => inner is not (AnonymousFunctionExpressionSyntax or BlockSyntax)).OfType<SingleVariableDesignationSyntax>();

    /// <summary>Declarations that are assigned to, and not only stand in what is.</summary>
    private static IEnumerable<DeclarationExpressionSyntax> Targets(ExpressionSyntax target) => target switch
    {
        DeclarationExpressionSyntax declaration => [declaration],
        TupleExpressionSyntax tuple => tuple.Arguments.SelectMany(argument => Targets(argument.Expression)),
        _ => [],
    };

    private static string? VariableOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
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
