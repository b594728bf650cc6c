using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Eager.Generators.Tests;

/// <summary>Walks the fields of a pipeline value.</summary>
internal static class ObjectGraph
{
    /// <summary>A value that holds one of these keeps a whole compilation alive and never equals its successor.</summary>
    public static void AssertHoldsNoCompilation(object value) => Walk(value, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? node, HashSet<object> seen)
    {
        if (node is null or string or DiagnosticDescriptor || node.GetType().IsPrimitive || node.GetType().IsEnum || !seen.Add(node))
            return;
        Assert.False(
            node is Compilation or ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location,
            $"a pipeline value holds a {node.GetType()}");
        if (node is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, seen);
            return;
        }

        foreach (var field in node.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Walk(field.GetValue(node), seen);
    }
}
