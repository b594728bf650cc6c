using Eager.Events;
using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class PairedRunFileTests
{
    [Fact]
    public void Runs_should_be_there_again_when_the_file_is_read()
    {
        using var folder = new Folder();
        PairedRun[] runs = [Run("a", "sandbox"), Run("a", "sandbox,write_inside=stage") with { Shape = "try", OpensBlocks = true }, Run("b", "open")];
        PairedRunFile.Append(folder.File, runs[..2]);
        PairedRunFile.Append(folder.File, runs[2..]);
        Assert.Equal(runs, PairedRunFile.Read(folder.File));
    }

    [Fact]
    public void Last_line_should_be_passed_over_when_it_is_not_whole()
    {
        using var folder = new Folder();
        PairedRunFile.Append(folder.File, [Run("a", "open")]);
        File.AppendAllText(folder.File, "{\"program\":\"b\",");
        Assert.Equal("a", Assert.Single(PairedRunFile.Read(folder.File)).Program);
    }

    [Fact]
    public void File_should_be_refused_when_it_holds_something_else()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File, "{}\n");
        Assert.Contains(folder.File, Assert.Throws<EvaluationException>(() => PairedRunFile.Read(folder.File)).Message, StringComparison.Ordinal);
        Assert.Empty(PairedRunFile.Read(folder.File + "-that-is-not-there"));
    }

    private static PairedRun Run(string program, string effects) =>
        new(program, 20.5, effects, Summary(ExecutionMode.Serial), Summary(ExecutionMode.Eager));

    private static SessionSummary Summary(ExecutionMode mode) => new()
    {
        Mode = mode,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.FromSeconds(10),
        Total = TimeSpan.FromSeconds(10.25),
        FirstOutput = null,
        Statements = 1,
        Units = 2,
        Batches = 1,
        HeldStatements = 0,
        OptimumNonOverlapped = TimeSpan.Zero,
        Exit = 0,
        StdoutSha256 = "abc",
        Error = null,
        Fault = null,
    };

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("evaluation-").FullName;

        public string File => Path.Join(_path, "runs.ndjson");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
