using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Generators.Models;

/// <summary>A place in a file as a value: Roslyn's own location keeps the syntax tree, hence the compilation, alive.</summary>
internal sealed record SourceLocation(string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The first place of <paramref name="symbol"/> in source; null for a symbol of another assembly.</summary>
    public static SourceLocation? Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault());

    public static SourceLocation? Of(Location? location) => location is { SourceTree: { } tree }
        ? new SourceLocation(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : null;

    public Location ToLocation() => Location.Create(FilePath, Span, Lines);
}
