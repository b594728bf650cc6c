using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Parsing.Tests.Oracles;

/// <summary>Roslyn's own cut of a script, or else of a program, into top-level statements.</summary>
internal static class RoslynOracle
{
    /// <summary>Not an error of syntax: such files are here to be cut, not to be run.</summary>
    private const string NamespaceInScript = "CS7021";

    private static readonly CSharpParseOptions Program = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    private static readonly CSharpParseOptions Script = Program.WithKind(SourceCodeKind.Script);

    /// <summary>Code spans in bytes, or null where Roslyn finds a syntax error.</summary>
    public static (long Start, long End)[]? Statements(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, Script);
        if (Errors(tree).Any())
            tree = CSharpSyntaxTree.ParseText(source, Program);
        if (Errors(tree).Any())
            return null;
        var root = (CompilationUnitSyntax)tree.GetRoot();
        IEnumerable<SyntaxNode> nodes = [.. root.Externs, .. root.Usings, .. root.AttributeLists, .. root.Members];
        var directives = root.DescendantNodes(descendIntoTrivia: true)
            .Where(node => node is ReferenceDirectiveTriviaSyntax or LoadDirectiveTriviaSyntax);
        return [.. nodes.Concat(directives).Select(node => node.Span).OrderBy(span => span.Start)
            .Select(span => (Bytes(source, span.Start), Bytes(source, span.End)))];
    }

    /// <summary>What Roslyn finds wrong with a script.</summary>
    public static IEnumerable<string> Errors(string source) =>
        Errors(CSharpSyntaxTree.ParseText(source, Script)).Select(error => error.ToString());

    private static IEnumerable<Diagnostic> Errors(SyntaxTree tree) =>
        tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != NamespaceInScript);

    private static long Bytes(string source, int characters) => Encoding.UTF8.GetByteCount(source.AsSpan(0, characters));
}
