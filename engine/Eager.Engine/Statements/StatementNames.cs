using System.Text;
using Eager.Statements;

namespace Eager.Engine.Statements;

/// <summary>The names in the statement that a chunker released last.</summary>
internal static class StatementNames
{
    public static IReadOnlyList<string> Of(IChunker chunker, in StatementBoundary boundary)
    {
        if (boundary.Kind == StatementKind.Import)
            return [.. Words(Encoding.UTF8.GetString(chunker.Text(boundary.Code)))];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in chunker.Names)
            names.Add(Encoding.UTF8.GetString(chunker.Text(new SourceSpan(name.Start, name.End, boundary.Code.Line, boundary.Code.EndLine))));
        return [.. names];
    }

    /// <summary>An import is made of names alone: the modules stand in it, whatever they are bound to.</summary>
    private static string[] Words(string text) =>
        text.Split([.. text.Where(sign => !char.IsLetterOrDigit(sign) && sign != '_').Distinct()], StringSplitOptions.RemoveEmptyEntries);
}
