using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Names that a top-level element declares for others: types, namespaces, functions.</summary>
internal static class Names
{
    public static IReadOnlyList<string> DeclaredBy(SyntaxNode part) => part switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        BaseNamespaceDeclarationSyntax space => [.. space.Name.ToString().Split('.'), .. space.Members.SelectMany(DeclaredBy)],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
        _ => [],
    };
}
