using Eager.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Architecture.Tests.Rules;

/// <summary>Handlers are synchronous and short: STYLE "Actors".</summary>
internal static class ActorRules
{
    private static readonly string[] Ambient = ["Context", "Sender", "Self"];
    private static readonly string[] Reasons = ["failure boundary", "confinement", "timer", "sharing"];
    private static readonly string[] Blocking = ["Wait", "GetResult", "Sleep"];

    public static IEnumerable<Violation> Synchronous(IEnumerable<TrackedFile> files) =>
        from file in Actors(files)
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.AsyncKeyword) || token.IsKind(SyntaxKind.AwaitKeyword)
        select new Violation(file.Path, $"{file.At(token.Parent!)}: {token.Text} in an actor");

    /// <summary>A member of a message may be called Result: a task is what must not be waited for.</summary>
    public static IEnumerable<Violation> Unblocked(IEnumerable<TrackedFile> files) =>
        from file in Actors(files)
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let name = access.Name.Identifier.Text
        where (name == "Result" && access.Expression.ToString() != "message")
            || (Blocking.Contains(name) && access.Parent is InvocationExpressionSyntax)
            || (name == "Run" && access.Expression.ToString() == "Task")
        select new Violation(file.Path, $"{file.At(access)}: {access} in an actor");

    public static IEnumerable<Violation> AmbientInLambda(IEnumerable<TrackedFile> files) =>
        from file in Actors(files)
        from lambda in file.Syntax.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>()
        from name in lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        where Ambient.Contains(name.Identifier.Text) && IsFirst(name)
        select new Violation(file.Path, $"{file.At(name)}: {name} in a lambda runs when it means another actor");

    public static IEnumerable<Violation> RuntimeReason(IEnumerable<TrackedFile> files) =>
        from file in Actors(files)
        where !file.IsTest
        from actor in file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>()
        where actor.Identifier.Text.EndsWith("Actor", StringComparison.Ordinal)
        where !Reasons.Any(reason => actor.GetLeadingTrivia().ToFullString().Contains(reason, StringComparison.OrdinalIgnoreCase))
        select new Violation(file.Path, $"{file.At(actor)}: the summary of {actor.Identifier.Text} names none of {string.Join(", ", Reasons)}");

    private static bool IsFirst(IdentifierNameSyntax name) =>
        name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name;

    private static IEnumerable<TrackedFile> Actors(IEnumerable<TrackedFile> files) =>
        files.Where(file => file.Name.EndsWith("Actor.cs", StringComparison.Ordinal));
}
