namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>A program that runs while it arrives does what it does when its whole text is compiled.</summary>
public sealed class EqualityTests(CSharpEngine engine) : IClassFixture<CSharpEngine>
{
    private const string Missing = "the corpus is not here: set EAGER_CORPUS to its folder";

    /// <summary>Programs that the runtime itself ends: it names what the text was compiled into.</summary>
    private static readonly string[] _endedByRuntime = ["crash-on-thread", "fail-fast", "stack-overflow"];

    public static IEnumerable<TheoryDataRow<string>> Fixtures => from name in FixtureProgram.Names select new TheoryDataRow<string>(name);

    public static IEnumerable<TheoryDataRow<string>> Corpus => CorpusFolder.Programs is { Count: > 0 } programs
        ? from file in programs select new TheoryDataRow<string>(file) { TestDisplayName = $"Corpus_program_should_do_as_when_compiled_whole_when_it_is_{Path.GetFileName(Path.GetDirectoryName(file))}" }
        : [new TheoryDataRow<string>("") { Skip = Missing }];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Program_should_do_as_when_compiled_whole(string name)
    {
        var program = FixtureProgram.Load(name);
        var file = name + ".csx";
        var serial = await engine.SerialAsync(file, program.Text);
        Assert.Equal(program.Exit, serial.Exit);
        var eager = await engine.EagerAsync(file, CSharpEngine.Split(program.Text, seed: name.Length));
        Equal(serial, eager, _endedByRuntime.Contains(name));
    }

    [Theory]
    [MemberData(nameof(Corpus), DisableDiscoveryEnumeration = true)]
    public async Task Corpus_program_should_do_as_when_compiled_whole(string file)
    {
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var serial = await engine.SerialAsync("program.csx", text);
        Assert.Equal(0, serial.Exit);
        Equal(serial, await engine.EagerAsync("program.csx", CSharpEngine.Split(text, seed: text.Length)), firstLine: false);
    }

    private static void Equal(ProgramResult serial, ProgramResult eager, bool firstLine)
    {
        Assert.Equal(serial.Output, eager.Output);
        Assert.Equal(serial.Exit, eager.Exit);
        Assert.Equal(firstLine ? serial.Complaint.Split('\n')[0] : serial.Complaint, firstLine ? eager.Complaint.Split('\n')[0] : eager.Complaint);
        Assert.Null(eager.Summary.Fault);
    }
}
