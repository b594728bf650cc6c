using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Generators.Tests.Compiling;

/// <summary>The generator over a compilation, again and again, as an editor runs it.</summary>
internal sealed class GeneratorRun
{
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new ActorDispatchGenerator().AsSourceGenerator()],
        parseOptions: Source.Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private GeneratorRun(Compilation compilation) => Input = compilation;

    public Compilation Input { get; private set; }

    /// <summary>The last run's input together with what was generated.</summary>
    public Compilation Output { get; private set; } = null!;

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public static GeneratorRun Of(params string[] texts)
    {
        var run = new GeneratorRun(Source.Compile(texts));
        run.Again();
        return run;
    }

    /// <summary>Runs over an edited compilation.</summary>
    public void Edit(Func<Compilation, Compilation> edit)
    {
        Input = edit(Input);
        Again();
    }

    public string Generated(string hintName) =>
        Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>What the compiler says of the whole, besides the generator.</summary>
    public IEnumerable<Diagnostic> CompilerErrors() =>
        Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private void Again()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Input, out var output, out _);
        Output = output;
    }
}
