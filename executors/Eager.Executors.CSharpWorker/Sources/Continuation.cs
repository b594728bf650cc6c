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

    /// <summary>
    /// True where a program means the same with them and without: they declare no name that it knows, and nothing in them changes the method that both are part of.
    /// </summary>
    /// <param name="program">The program's text.</param>
    /// <param name="root">A text that holds the statements.</param>
    /// <param name="span">Their place in it.</param>
    public static bool LeavesAlone(string program, CompilationUnitSyntax root, TextSpan span) =>
        !root.Usings.Any(directive => directive.Span.IntersectsWith(span))
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

    /// <summary>True where a text may have the name in it.</summary>
    private static bool Knows(string program, string name)
    {
        if (program.Contains(Escape, StringComparison.OrdinalIgnoreCase))
            return true;
        for (var at = program.IndexOf(name, StringComparison.Ordinal); at >= 0; at = program.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (!IsPart(program, at - 1) && !IsPart(program, at + name.Length))
                return true;
        return false;
    }

    private static bool IsPart(string text, int at) => at >= 0 && at < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at]);
}
