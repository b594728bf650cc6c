using System.Text.RegularExpressions;
using Eager.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Architecture.Tests.Rules;

/// <summary>Types and their names: STYLE "Shape", "Names", "Tests".</summary>
internal static partial class TypeRules
{
    public static IEnumerable<Violation> OneTypePerFile(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp && !file.Name.EndsWith("Protocol.cs", StringComparison.Ordinal)
        let types = file.Syntax.DescendantNodes(DescendsToTypes).OfType<MemberDeclarationSyntax>().Where(IsTopLevelType).ToArray()
        where types.Length > 1 && !IsClosedFamily(types)
        select new Violation(file.Path, $"{file.Path}: {types.Length} types: {string.Join(", ", types.Select(NameOf))}");

    public static IEnumerable<Violation> FileScopedNamespace(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp
        from block in file.Syntax.DescendantNodes(DescendsToTypes).OfType<NamespaceDeclarationSyntax>()
        select new Violation(file.Path, $"{file.At(block)}: namespace {block.Name} is not file-scoped");

    public static IEnumerable<Violation> ForbiddenName(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp
        from type in file.Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && ForbiddenEnding().IsMatch(NameOf(type))
        select new Violation(file.Path, $"{file.At(type)}: {NameOf(type)} does not say what it is");

    /// <summary>A part of a partial class may leave the modifier to another part.</summary>
    public static IEnumerable<Violation> ClosedClass(IEnumerable<TrackedFile> files)
    {
        var classes = (from file in files
                       where file.IsCSharp
                       from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
                       where type is ClassDeclarationSyntax || (type is RecordDeclarationSyntax && type.IsKind(SyntaxKind.RecordDeclaration))
                       select (File: file, Type: type)).ToArray();
        var closed = (from one in classes where IsClosed(one.Type) select one.Type.Identifier.Text).ToHashSet();
        return from one in classes
               where !IsClosed(one.Type) && !(IsPartial(one.Type) && closed.Contains(one.Type.Identifier.Text))
               select new Violation(one.File.Path, $"{one.File.At(one.Type)}: {one.Type.Identifier.Text} is neither sealed nor static nor abstract");
    }

    public static IEnumerable<Violation> TestName(IEnumerable<TrackedFile> files) =>
        from file in files
        where file.IsCSharp && file.IsTest
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory")
        where !TestNameForm().IsMatch(method.Identifier.Text)
        select new Violation(file.Path, $"{file.At(method)}: {method.Identifier.Text} is not Subject_should_behaviour");

    private static bool DescendsToTypes(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax;

    private static bool IsTopLevelType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.FileKeyword);

    /// <summary>An abstract type and nothing but types that derive from it.</summary>
    private static bool IsClosedFamily(MemberDeclarationSyntax[] types) =>
        types[0].Modifiers.Any(SyntaxKind.AbstractKeyword)
        && types.Skip(1).All(type => type is BaseTypeDeclarationSyntax { BaseList: { } bases }
            && bases.Types.Any(one => one.Type.ToString() == NameOf(types[0])));

    private static bool IsClosed(TypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.SealedKeyword) || type.Modifiers.Any(SyntaxKind.StaticKeyword) || type.Modifiers.Any(SyntaxKind.AbstractKeyword);

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => type.Kind().ToString(),
    };

    [GeneratedRegex("(Manager|Helpers?|Utils?|Impl|Base|Data|Info)$")]
    private static partial Regex ForbiddenEnding();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)*_should(_[A-Za-z0-9]+)+$")]
    private static partial Regex TestNameForm();
}
