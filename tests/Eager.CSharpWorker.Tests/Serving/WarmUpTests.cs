using Eager.CSharpWorker.Tests.Compiling;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Serving;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.CSharpWorker.Tests.Serving;

/// <summary>Text that does not compile would warm little.</summary>
public sealed class WarmUpTests
{
    private readonly ProgramCompiler _compiler = new(new ProgramAssemblies(), implicitUsings: true);

    [Theory]
    [InlineData(WarmUp.Types)]
    [InlineData(WarmUp.Members)]
    public void Types_should_compile(string text) => Assert.Empty(_compiler.AddTypes(ElementReader.Read(0, "warm-up", 1, text)));

    [Theory]
    [InlineData(WarmUp.Statements)]
    [InlineData(WarmUp.Functions)]
    public void Statements_should_compile(string text) => Assert.Empty(_compiler.AddSubmission(ElementReader.Read(0, "warm-up", 1, text)).Errors);

    [Fact]
    public void Last_statement_should_be_judged_by_the_outline()
    {
        var program = new ContinuedProgram();
        Assert.True(program.Add(ContinuedProgram.Split(WarmUp.Statements)));
        Assert.True(program.Continues(WarmUp.Last));
    }
}
