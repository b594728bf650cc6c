using Microsoft.CodeAnalysis;

namespace Eager.Generators.Analysis;

/// <summary>What a method must be so that the switch can call it with a message.</summary>
internal static class HandlerShape
{
    /// <summary>Why <paramref name="method"/> cannot be a handler; null where it can.</summary>
    public static string? Problem(IMethodSymbol method) => method switch
    {
        { Parameters.Length: not 1 } => $"it has {method.Parameters.Length} parameters",
        _ when method.Parameters[0].RefKind != RefKind.None => "its parameter is passed by reference",
        { IsGenericMethod: true } => "it is generic",
        { IsStatic: true } => "it is static",
        { DeclaredAccessibility: not Accessibility.Private } => "it is not private",
        _ => null,
    };

    public static bool IsAsynchronous(IMethodSymbol method) =>
        !method.ReturnsVoid || method.IsAsync || method.PartialImplementationPart is { IsAsync: true };
}
