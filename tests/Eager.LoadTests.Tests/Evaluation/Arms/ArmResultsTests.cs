using Eager.LoadTests.Evaluation;
using Eager.LoadTests.Evaluation.Arms;

namespace Eager.LoadTests.Tests.Evaluation.Arms;

public sealed class ArmResultsTests
{
    private static readonly ArmRun Warm = Run("a", "warm", rate: 0, nel: 0.4);
    private static readonly ArmRun Ours = Run("a", "ours", rate: 50, nel: 0.1);

    [Fact]
    public void Runs_should_come_back_from_csv()
    {
        using var text = new StringWriter();
        ArmRunCsv.WriteHeader(text);
        ArmRunCsv.Write(text, Warm);
        ArmRunCsv.WriteHeader(text);
        ArmRunCsv.Write(text, Ours);

        Assert.Equal([Warm, Ours], ArmRunCsv.Read(new StringReader(text.ToString()), "runs.csv"));
    }

    [Theory]
    [InlineData("a,b\n", "runs.csv: line 1 is not the header that 'eager evaluate arms' writes")]
    [InlineData("HEADER\na,b\n", "runs.csv: line 2 has 2 fields")]
    [InlineData("HEADER\ns,p,straight,warm,x,1,2,0,0,0,0,0,0,1,0,1,0,abc\n", "runs.csv: line 2: 'x' is no number")]
    public void Csv_should_say_where_and_why_when_it_is_wrong(string csv, string expected)
    {
        using var header = new StringWriter();
        ArmRunCsv.WriteHeader(header);
        var text = csv.Replace("HEADER\n", header.ToString(), StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Throws<EvaluationException>(() => ArmRunCsv.Read(new StringReader(text), "runs.csv").Count()).Message);
    }

    [Fact]
    public void Serial_run_should_be_moved_to_a_rate()
    {
        var moved = Warm.At(50);

        Assert.Equal((2, 2.4, 2.3), (moved.Generation, Math.Round(moved.Total, 9), Math.Round(moved.FirstOutput, 9)));
        Assert.Same(Ours, Ours.At(100));
    }

    [Fact]
    public void Programs_should_be_those_that_ran_in_every_arm_at_the_rate()
    {
        var results = new ArmResults([Warm, Ours, Run("b", "warm", 0, 1), Run("c", "ours", 50, 1), Run("b", "ours", 100, 1)]);

        Assert.Equal(["a"], results.Programs(ArmResults.AllSets, "straight", 50).Select(program => program.Name));
        Assert.Equal(["b"], results.Programs("set", "straight", 100).Select(program => program.Name));
        Assert.Empty(results.Programs("set", "guard", 50));
    }

    [Fact]
    public void Repetitions_should_count_as_one_program()
    {
        var results = new ArmResults([Warm, Ours, Ours with { Repetition = 2, Total = Ours.Total + 0.2 }]);

        var program = Assert.Single(results.Programs(ArmResults.AllSets, "straight", 50));

        Assert.Equal(0.2, program.Mean("ours", run => run.NonOverlapped), 9);
        Assert.True(program.Agrees("warm", "ours"));
    }

    [Fact]
    public void Interval_should_hold_the_value_and_be_the_same_each_time()
    {
        var results = new ArmResults([.. Enumerable.Range(0, 20).SelectMany(i => new[] { Run($"{i}", "warm", 0, 0.4), Run($"{i}", "ours", 50, 0.01 * i) })]);
        var programs = results.Programs(ArmResults.AllSets, "straight", 50);

        var latency = ArmStatistics.Latency(programs, "ours");
        var saved = ArmStatistics.Saved(programs, "warm", "ours", run => run.NonOverlapped);

        Assert.Equal(0.095, latency.Value, 9);
        Assert.InRange(latency.Low, 0.06, 0.09);
        Assert.InRange(latency.High, 0.1, 0.13);
        Assert.Equal(1 - (0.095 / 0.4), saved.Value, 9);
        Assert.Equal(latency, ArmStatistics.Latency(programs, "ours"));
    }

    [Fact]
    public void Tables_should_have_a_row_for_every_rate_and_say_what_differs()
    {
        using var text = new StringWriter();

        new ArmTables(new ArmResults([Warm, Ours, Run("b", "warm", 0, 0.2), Run("b", "ours", 50, 0.1) with { Exit = 1 }]), text).Write();

        Assert.Contains("| set | 50 | 2 | 300 [200, 400] | 100 [100, 100] | 0 [0, 0] |", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| set | 50 | 66.7 [50.0, 75.0] | ", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| straight | 50 | 2 | 1 |", text.ToString(), StringComparison.Ordinal);
    }

    private static ArmRun Run(string program, string arm, double rate, double nel)
    {
        var generation = rate > 0 ? 100 / rate : 0.001;
        return new ArmRun("set", program, "straight", arm, rate, 1, 100)
        {
            Generation = generation,
            Total = generation + nel,
            FirstOutput = generation + 0.3,
            Execution = nel,
            HeldExecution = 0,
            Optimum = 0,
            Statements = 5,
            HeldStatements = 0,
            Batches = 5,
            Exit = 0,
            Output = "abc",
        };
    }
}
