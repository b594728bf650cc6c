using System.Text;
using Eager.Events;
using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class RunLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-log-");

    private string File => Path.Join(_folder.FullName, "runs.ndjson");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Log_should_hold_what_was_appended_when_it_is_opened_again()
    {
        using (var log = RunLog.Open(File))
        {
            Assert.Empty(log.Runs);
            log.Append(Run("a") with { Shape = "for", OpensBlocks = true });
        }

        using var again = RunLog.Open(File);
        var run = Assert.Single(again.Runs);
        Assert.Equal(("a", 50, "open", "for", true), (run.Program, run.Rate, run.Effects, run.Shape, run.OpensBlocks));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), run.Serial.NonOverlapped);
        Assert.Equal(TimeSpan.FromMilliseconds(100), run.Eager.NonOverlapped);
        Assert.True(run.Agrees);
    }

    [Fact]
    public void Log_should_go_on_behind_the_last_whole_line_when_its_writer_was_ended()
    {
        using (var log = RunLog.Open(File))
            log.Append(Run("a"));
        System.IO.File.AppendAllText(File, "{\"program\":");
        using (var log = RunLog.Open(File))
            log.Append(Run("b"));
        using var again = RunLog.Open(File);
        Assert.Equal(["a", "b"], again.Runs.Select(run => run.Program));
    }

    [Fact]
    public void Log_should_be_refused_when_it_is_another_file()
    {
        System.IO.File.WriteAllText(File, "no run\n", Encoding.UTF8);
        Assert.Throws<EvaluationException>(() => RunLog.Open(File));
    }

    private static PairedRun Run(string program) => new(program, 50, "open", Summary(ExecutionMode.Serial, 1.5), Summary(ExecutionMode.Eager, 0.1));

    private static SessionSummary Summary(ExecutionMode mode, double latency) => new()
    {
        Mode = mode,
        Language = "python",
        Backend = "process",
        Generation = TimeSpan.FromSeconds(10),
        Total = TimeSpan.FromSeconds(10 + latency),
        FirstOutput = null,
        Statements = 1,
        Units = 2,
        Batches = 1,
        HeldStatements = 0,
        OptimumNonOverlapped = TimeSpan.Zero,
        Exit = 0,
        StdoutSha256 = string.Empty,
        Error = null,
        Fault = null,
    };
}
