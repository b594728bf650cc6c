using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>
/// A type that is compiled by itself is used from other assemblies. So what the whole program could reach is made public; what is private stays private.
/// </summary>
internal static class TypeRewriter
{
    /// <param name="part">A type or a namespace.</param>
    /// <param name="text">Its text.</param>
    /// <param name="start">Where that text begins in the tree of <paramref name="part"/>.</param>
    public static string Publish(SyntaxNode part, string text, int start)
    {
        var edits = new TextEdits();
        foreach (var member in part.DescendantNodesAndSelf(DescendsToMembers).OfType<MemberDeclarationSyntax>())
            Publish(member, edits, start);
        foreach (var accessor in part.DescendantNodes().OfType<AccessorDeclarationSyntax>())
            if (accessor.Modifiers is [{ RawKind: (int)SyntaxKind.InternalKeyword } modifier])
                edits.Replace(Shift(modifier.Span, start), "");
        return edits.Apply(text, new TextSpan(0, text.Length));
    }

    private static bool DescendsToMembers(SyntaxNode node) => node is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static void Publish(MemberDeclarationSyntax member, TextEdits edits, int start)
    {
        if (member is BaseNamespaceDeclarationSyntax)
            return;
        var access = member.Modifiers.Where(IsAccess).ToArray();
        if (access.Length == 0 && IsTopLevelType(member))
            edits.Insert(FirstToken(member).SpanStart - start, "public ");
        if (access.Any(modifier => modifier.IsKind(SyntaxKind.PrivateKeyword)))
            return;
        if (!access.Any(modifier => modifier.IsKind(SyntaxKind.InternalKeyword) || modifier.IsKind(SyntaxKind.FileKeyword)))
            return;
        edits.Replace(Shift(access[0].Span, start), "public");
        foreach (var modifier in access.Skip(1))
            edits.Replace(Shift(modifier.Span, start), "");
    }

    private static bool IsAccess(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword
        or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.FileKeyword;

    private static bool IsTopLevelType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && member.Parent is null or CompilationUnitSyntax or BaseNamespaceDeclarationSyntax;

    /// <summary>The first token behind the attributes.</summary>
    private static SyntaxToken FirstToken(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists[^1].GetLastToken().GetNextToken();

    private static TextSpan Shift(TextSpan span, int start) => new(span.Start - start, span.Length);
}
