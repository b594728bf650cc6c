using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Names whose use could tell one compilation from several: what looks at its own assembly or stack.</summary>
internal static class Hazards
{
    private static readonly HashSet<string> _names =
    [
        "Assembly", "GetExecutingAssembly", "GetEntryAssembly", "GetCallingAssembly", "StackTrace", "StackFrame", "MethodBase", "GetCurrentMethod",
        "CallerMemberName", "CallerArgumentExpression", "AssemblyLoadContext", "InternalsVisibleTo",
    ];

    public static bool In(SyntaxNode part) =>
        part.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && _names.Contains(token.ValueText) && !IsExceptionTrace(token));

    /// <summary><c>error.StackTrace</c> is the text that every exception carries.</summary>
    private static bool IsExceptionTrace(SyntaxToken token) =>
        token.ValueText == "StackTrace" && token.Parent?.Parent is MemberAccessExpressionSyntax access && access.Name == token.Parent
        && access.Expression.ToString() != "Environment";
}
