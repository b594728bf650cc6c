using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Statements that come behind a program.</summary>
internal static class Continuation
{
    /// <summary>What the escapes begin with that identifiers may be written with.</summary>
    private const string Escape = "\\u";

    /// <summary>What only code with this may do, the compiler judges by all of the method: what one part captures has no address in another.</summary>
    private const string Unsafe = "unsafe";

    /// <summary>
    /// True where a program means the same with them and without: they declare no name that it knows, and nothing in them changes the method that both are part of.
    /// </summary>
    /// <param name="program">The program's text.</param>
    /// <param name="root">A text that holds the statements.</param>
    /// <param name="span">Their place in it.</param>
    public static bool LeavesAlone(string program, CompilationUnitSyntax root, TextSpan span) =>
        !Knows(program, Unsafe)
        && !root.DescendantTokens(span).Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))
        && !root.Usings.Any(directive => directive.Span.IntersectsWith(span))
        && !root.DescendantTrivia(span).Any(trivia => trivia.IsDirective)
        && root.Members.Where(member => member.Span.OverlapsWith(span)).All(member => span.Contains(member.Span) && LeavesAlone(program, member));

    private static bool LeavesAlone(string program, MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax { Statement: not LocalFunctionStatementSyntax and var statement }
        && (statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax || Names.HasPlainVariables(member))
        && !Names.VariablesOf(member).Any(name => Knows(program, name))
        && !StatementRewriter.Own<SyntaxNode>(statement).Any(ChangesMethod)
        && !StatementRewriter.Awaits(statement);

    /// <summary>What gives the method another kind of result, or joins what stands apart.</summary>
    private static bool ChangesMethod(SyntaxNode node) => node is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax;

    /// <summary>True where a text may have the name in it: with escapes or characters that are no part of a name's value it may be written otherwise.</summary>
    private static bool Knows(string program, string name)
    {
        if (program.Contains(Escape, StringComparison.OrdinalIgnoreCase) || program.Any(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.Format))
            return true;
        for (var at = program.IndexOf(name, StringComparison.Ordinal); at >= 0; at = program.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (!IsPart(program, at - 1) && !IsPart(program, at + name.Length))
                return true;
        return false;
    }

    private static bool IsPart(string text, int at) => at >= 0 && at < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at]);
}
