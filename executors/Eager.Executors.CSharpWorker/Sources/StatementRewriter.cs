using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Makes a statement of a program's <c>Main</c> one of a submission: <c>return</c> leaves the program, <c>using var</c> disposes at its end.</summary>
internal static class StatementRewriter
{
    private const string Program = "global::Eager.Executors.CSharpWorker.Running.RunningProgram";

    /// <param name="element">The element to complete; its text is that of <paramref name="statement"/> with its trivia.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="start">Where the element's text begins in the statement's tree.</param>
    public static Element Rewrite(Element element, StatementSyntax statement, int start)
    {
        var returns = new TextEdits();
        foreach (var leaving in Own<ReturnStatementSyntax>(statement))
            RewriteReturn(leaving, returns, start);
        var body = returns.Apply(element.Text, new TextSpan(0, element.Text.Length));
        var submission = body;
        if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration)
        {
            RewriteUsing(declaration, returns, element.Text, start);
            submission = returns.Apply(element.Text, new TextSpan(0, element.Text.Length));
        }

        return element with
        {
            BodyText = body,
            SubmissionText = submission,
            Awaits = Awaits(statement),
        };
    }

    /// <summary>True for a statement that awaits, functions in it apart.</summary>
    public static bool Awaits(StatementSyntax statement) => statement.DescendantTokens(IsOwn).Any(token => token.IsKind(SyntaxKind.AwaitKeyword));

    /// <summary>A statement and what is in it, but for what has a body, and so a return, of its own.</summary>
    public static IEnumerable<T> Own<T>(StatementSyntax statement) where T : SyntaxNode => statement.DescendantNodesAndSelf(IsOwn).OfType<T>();

    private static void RewriteReturn(ReturnStatementSyntax leaving, TextEdits edits, int start)
    {
        var keyword = leaving.ReturnKeyword.Span.End - start;
        if (leaving.Expression is null)
        {
            edits.Insert(keyword, $" {Program}.Leave()");
            return;
        }

        edits.Insert(keyword, $" {Program}.Leave(");
        edits.Insert(leaving.SemicolonToken.SpanStart - start, ")");
    }

    private static void RewriteUsing(LocalDeclarationStatementSyntax declaration, TextEdits edits, string text, int start)
    {
        edits.Blank(Shift(declaration.UsingKeyword.Span, start), text);
        if (declaration.AwaitKeyword.RawKind != 0)
            edits.Blank(Shift(declaration.AwaitKeyword.Span, start), text);
        var register = declaration.AwaitKeyword.RawKind == 0 ? "DisposeAtEnd" : "DisposeAtEndAsync";
        var names = declaration.Declaration.Variables.Select(variable => $" {Program}.{register}({variable.Identifier.Text});");
        edits.Insert(declaration.SemicolonToken.Span.End - start, string.Concat(names));
    }

    private static bool IsOwn(SyntaxNode node) => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static TextSpan Shift(TextSpan span, int start) => new(span.Start - start, span.Length);
}
