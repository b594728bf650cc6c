using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>What must not be compiled before the program is complete.</summary>
internal static class Hazards
{
    /// <summary>Names whose use could tell one compilation from several: what looks at its own assembly or stack.</summary>
    private static readonly HashSet<string> _names =
    [
        "Assembly", "GetExecutingAssembly", "GetEntryAssembly", "GetCallingAssembly", "StackTrace", "StackFrame", "MethodBase", "GetCurrentMethod",
        "CallerMemberName", "CallerArgumentExpression", "AssemblyLoadContext", "InternalsVisibleTo",
    ];

    public static bool In(SyntaxNode part) => MayBeContinued(part) || HasInternalState(part) || LooksAtItself(part);

    /// <summary>A later part of a partial type, a later jump to a label, all that follows a namespace without a block.</summary>
    private static bool MayBeContinued(SyntaxNode part) =>
        part is FileScopedNamespaceDeclarationSyntax or GlobalStatementSyntax { Statement: LabeledStatementSyntax }
        || (part is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Serializers see what is public. A type that is compiled by itself has no internal members.</summary>
    private static bool HasInternalState(SyntaxNode part) =>
        part.DescendantNodes(node => node is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .Any(member => member is BasePropertyDeclarationSyntax or FieldDeclarationSyntax or ConstructorDeclarationSyntax
                && ((MemberDeclarationSyntax)member).Modifiers.Any(SyntaxKind.InternalKeyword));

    private static bool LooksAtItself(SyntaxNode part) =>
        part.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && _names.Contains(token.ValueText) && !IsExceptionTrace(token));

    /// <summary><c>error.StackTrace</c> is the text that every exception carries.</summary>
    private static bool IsExceptionTrace(SyntaxToken token) =>
        token.ValueText == "StackTrace" && token.Parent?.Parent is MemberAccessExpressionSyntax access && access.Name == token.Parent
        && access.Expression.ToString() != "Environment";
}
