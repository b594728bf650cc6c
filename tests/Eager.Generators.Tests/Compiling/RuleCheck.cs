using Microsoft.CodeAnalysis;

namespace Eager.Generators.Tests.Compiling;

/// <summary>Compares the generator's findings, with their places, with the marks in the source.</summary>
internal static class RuleCheck
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Threading.Tasks;
        using Akka.Actor;
        using Eager.Engine.Dispatch;
        namespace Sample;

        """;

    /// <summary>Runs the generator over <paramref name="marked"/> and returns the messages of its findings.</summary>
    public static IReadOnlyList<string> Verify(string marked)
    {
        var source = MarkedSource.Parse(Usings + marked);
        var run = GeneratorRun.Of(source.Text);
        Assert.Null(run.Result.Exception);
        var diagnostics = run.Result.Diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToList();
        Assert.All(diagnostics, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
        Assert.Equal(source.Findings.Order(), diagnostics.Select(diagnostic => Describe(diagnostic, source.Text)).Order());
        return [.. diagnostics.Select(diagnostic => diagnostic.GetMessage(null))];
    }

    /// <summary>As <see cref="Verify"/>, for a source that the compiler itself has nothing against once the dispatch is added.</summary>
    public static void VerifyCompiles(string text)
    {
        Assert.Empty(Verify(text));
        Assert.Empty(GeneratorRun.Of(Usings + text).CompilerErrors());
    }

    private static string Describe(Diagnostic diagnostic, string text)
    {
        var span = diagnostic.Location.SourceSpan;
        return MarkedSource.Describe(diagnostic.Id, span.Start, text.Substring(span.Start, span.Length));
    }
}
