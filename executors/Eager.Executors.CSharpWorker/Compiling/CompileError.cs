using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>One error of the compiler.</summary>
/// <param name="Element">The element that it lies in; null where it lies in none.</param>
/// <param name="Diagnostic">The compiler's own words.</param>
internal readonly record struct CompileError(Element? Element, Diagnostic Diagnostic)
{
    /// <summary>The name that was not found, where the error says that one was not; null where it says something else.</summary>
    public string? MissingName => Diagnostic.Id is "CS0103" or "CS0246" or "CS0234" ? NameAt(Diagnostic.Location) : null;

    private static string? NameAt(Location location)
    {
        if (location.SourceTree is not { } tree)
            return null;
        var text = tree.GetText().ToString(location.SourceSpan);
        var end = text.AsSpan().IndexOfAny("<(");
        return (end < 0 ? text : text[..end]).Split('.')[^1].Trim(); // of A.B.C the last is the one that is not there
    }
}
