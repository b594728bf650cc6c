namespace Eager.EndToEnd.Corpus;

/// <summary>Every program of the corpus does what the plain interpreter makes it do, in both arms.</summary>
public sealed class CorpusTests(CorpusRuns runs) : IClassFixture<CorpusRuns>
{
    private const string Missing = "the corpus is not here: set EAGER_CORPUS to its folder";

    public static IEnumerable<TheoryDataRow<string>> Programs => CorpusProgram.IsPresent
        ? from program in CorpusProgram.All select new TheoryDataRow<string>(program.Folder) { TestDisplayName = $"Corpus_program_should_do_as_in_a_serial_run_when_it_is_{program.Origin}/{program.Id}" }
        : [new TheoryDataRow<string>("") { Skip = Missing }];

    [Theory]
    [MemberData(nameof(Programs), DisableDiscoveryEnumeration = true)]
    public async Task Corpus_program_should_do_as_in_a_serial_run_when_it_is(string folder)
    {
        var run = await runs.Of(folder);
        Assert.Equal(run.Expected.Output, run.Actual.Output);
        Assert.Equal(run.Expected.Status, run.Actual.Status);
        if (run.Expected.Status != 0)
            Assert.Equal(run.Expected.LastLine, run.LastLineOfTraceback);
        var (serial, eager) = (run.Summary.GetProperty("serial"), run.Summary.GetProperty("eager"));
        foreach (var member in (string[])["stdout_sha256", "exit"])
            Assert.Equal(serial.GetProperty(member).ToString(), eager.GetProperty(member).ToString());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(run.Expected.Stdout)), eager.GetProperty("stdout_sha256").GetString());
    }
}
