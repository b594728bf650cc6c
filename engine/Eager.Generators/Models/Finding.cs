using Microsoft.CodeAnalysis;

namespace Eager.Generators.Models;

/// <summary>A diagnostic as a value.</summary>
internal sealed record Finding(DiagnosticDescriptor Rule, SourceLocation? Location, EquatableArray<string> Arguments)
{
    public static Finding At(ISymbol symbol, DiagnosticDescriptor rule, params string[] arguments) =>
        At(SourceLocation.Of(symbol), rule, arguments);

    public static Finding At(SourceLocation? location, DiagnosticDescriptor rule, params string[] arguments) =>
        new(rule, location, new EquatableArray<string>([.. arguments]));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rule, Location?.ToLocation(), [.. Arguments]);
}
