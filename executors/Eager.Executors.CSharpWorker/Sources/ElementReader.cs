using Eager.Executors.CSharpWorker.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Reads the top-level elements of a unit's text.</summary>
internal static class ElementReader
{
    public static IReadOnlyList<Element> Read(int unit, string file, int line, string source)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source, CompilerSettings.Program).GetRoot();
        var text = SourceText.From(source);
        var edits = new TextEdits();
        var elements = new List<Element>();
        foreach (var directive in Directives(root))
            if (directive is ReferenceDirectiveTriviaSyntax or LoadDirectiveTriviaSyntax)
                elements.Add(new Element(ElementKind.Reference, unit, file, line + LineOf(text, directive.SpanStart), directive.ToString().Trim()));
        var conditional = Directives(root).Any(IsConditional);
        if (conditional)
        {
            elements.Add(Whole(unit, file, line, source, root));
            return elements;
        }

        foreach (var directive in Directives(root))
            edits.Blank(directive.Span, source);
        foreach (var part in root.Usings.Cast<SyntaxNode>().Concat(root.Externs).Concat(root.AttributeLists).Concat(root.Members))
            elements.Add(One(part, new Place(unit, file, line, source, text), edits));
        return elements;
    }

    private static IEnumerable<DirectiveTriviaSyntax> Directives(CompilationUnitSyntax root) =>
        root.ContainsDirectives
            ? root.DescendantTrivia(descendIntoTrivia: false).Where(trivia => trivia.IsDirective)
                .Select(trivia => (DirectiveTriviaSyntax)trivia.GetStructure()!)
            : [];

    /// <summary>Part of an <c>#if</c> whose other parts may lie in other units, where the parser takes them for wrong.</summary>
    private static bool IsConditional(DirectiveTriviaSyntax directive) => directive switch
    {
        BranchingDirectiveTriviaSyntax or EndIfDirectiveTriviaSyntax or DefineDirectiveTriviaSyntax => true,
        BadDirectiveTriviaSyntax bad => bad.Identifier.Text is "endif" or "else" or "elif",
        _ => false,
    };

    private static Element One(SyntaxNode part, Place place, TextEdits directives)
    {
        var span = part.FullSpan;
        var text = directives.Apply(place.Source, span);
        var line = place.Line + LineOf(place.Text, span.Start);
        var kind = KindOf(part);
        var element = new Element(kind, place.Unit, place.File, line, text)
        {
            CodeLine = place.Line + LineOf(place.Text, part.SpanStart),
            Declares = Names.DeclaredBy(part),
            Variables = kind is ElementKind.Statement ? Names.VariablesOf(part) : [],
            HasPlainVariables = Names.HasPlainVariables(part),
            TypesUsed = kind is ElementKind.Statement or ElementKind.Function ? Names.TypesUsedBy(part) : [],
            NeedsWholeProgram = kind == ElementKind.Statement && part is not GlobalStatementSyntax
                || Hazards.In(part),
        };
        return kind switch
        {
            ElementKind.Using => element with { SubmissionText = WithoutGlobal((UsingDirectiveSyntax)part, text, span.Start) },
            ElementKind.Type => element with { SubmissionText = TypeRewriter.Publish(part, text, span.Start) },
            ElementKind.Statement when IsResult(part) => element with { IsResult = true },
            ElementKind.Statement when part is GlobalStatementSyntax { Statement: var statement } => StatementRewriter.Rewrite(element, statement, span.Start),
            _ => element,
        };
    }

    /// <summary>An expression without a semicolon, which a program's grammar may take for the beginning of a declaration.</summary>
    private static bool IsResult(SyntaxNode part)
    {
        if (!part.GetLastToken(includeZeroWidth: true).IsMissing)
            return false;
        var expression = SyntaxFactory.ParseExpression(part.ToString(), options: CompilerSettings.Program);
        return !expression.ContainsDiagnostics && expression.FullSpan.Length == part.Span.Length;
    }

    private static ElementKind KindOf(SyntaxNode part) => part switch
    {
        UsingDirectiveSyntax => ElementKind.Using,
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax => ElementKind.Type,
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax } => ElementKind.Function,
        _ => ElementKind.Statement,
    };

    /// <summary>Text with <c>#if</c> is kept in one piece.</summary>
    private static Element Whole(int unit, string file, int line, string source, CompilationUnitSyntax root)
    {
        var kinds = root.Usings.Select(_ => ElementKind.Using).Concat(root.Members.Select(KindOf)).Distinct().ToArray();
        return new Element(kinds.Length == 1 ? kinds[0] : ElementKind.Statement, unit, file, line, source) { NeedsWholeProgram = true };
    }

    private static string WithoutGlobal(UsingDirectiveSyntax directive, string text, int start)
    {
        if (directive.GlobalKeyword.RawKind == 0)
            return text;
        var edits = new TextEdits();
        edits.Blank(new TextSpan(directive.GlobalKeyword.SpanStart - start, directive.GlobalKeyword.Span.Length), text);
        return edits.Apply(text, new TextSpan(0, text.Length));
    }

    private static int LineOf(SourceText text, int position) => text.Lines.GetLinePosition(position).Line;

    private readonly record struct Place(int Unit, string File, int Line, string Source, SourceText Text);
}
