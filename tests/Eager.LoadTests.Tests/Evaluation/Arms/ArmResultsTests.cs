using Eager.LoadTests.Evaluation;
using Eager.LoadTests.Evaluation.Arms;
using Eager.LoadTests.Evaluation.Tables;

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
    [InlineData("a,b\n", "runs.csv: line 1 is not the header that 'eager evaluate --csv' writes")]
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

        Assert.Equal(["a"], results.Programs(ArmResults.Corpus, "straight", 50).Select(program => program.Name));
        Assert.Equal(["b"], results.Programs("set", "straight", 100).Select(program => program.Name));
        Assert.Empty(results.Programs("set", "guard", 50));
    }

    [Fact]
    public void Arm_that_was_not_measured_somewhere_should_take_no_programs_from_the_others_there()
    {
        var results = new ArmResults([Warm, Ours, Run("a", "paper", 100, 1), Run("a", "ours", 100, 1)]);
        using var text = new StringWriter();

        new ArmTables(results, text).Write();

        Assert.Equal((1, false), (results.Programs("set", "straight", 50).Count, results.Programs("set", "straight", 50)[0].Has("paper")));
        Assert.Contains("| set | 50 | 1 | 400.0 [400.0, 400.0] |  | 100.0 [100.0, 100.0] |", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Repetitions_should_count_as_one_program()
    {
        var results = new ArmResults([Warm, Ours, Ours with { Repetition = 2, Total = Ours.Total + 0.2 }]);

        var program = Assert.Single(results.Programs(ArmResults.Corpus, "straight", 50));

        Assert.Equal(0.2, program.Mean("ours", run => run.NonOverlapped), 9);
        Assert.True(program.Agrees("warm", "ours"));
    }

    [Fact]
    public void Tables_should_compare_effects_profiles_with_the_one_that_holds_nothing()
    {
        var results = new ArmResults([Ours, Run("a", "ours-open", 50, 0.02), Run("b", "ours", 50, 0.1), Run("b", "ours-open", 50, 0.1)]);
        using var output = new StringWriter();

        new ArmTables(results, output).Write();

        Assert.Contains("| set | 50 | ours | 2 | 40.0 [0.0, 80.0] | 40.0 | 72.0 | 80.0 |", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_should_have_quantiles_by_shape_and_the_goal_of_the_straight_one()
    {
        var results = new ArmResults(
        [
            Ours, Run("b", "ours", 50, 0.2), Ours with { Shape = "guard" }, Run("b", "ours", 50, 0.4) with { Shape = "guard", Optimum = 0.1 }, Warm with { Shape = "error" },
        ]);
        using var output = new StringWriter();

        new ArmTables(results, output).Write();

        Assert.Contains("| corpus | straight | 50 | ours | 2 | 150.0 | 190.0 | 200.0 | 150.0 | 190.0 |  |", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("| corpus | guard | 50 | ours | 2 | 250.0 | 370.0 | 400.0 | 200.0 | 280.0 | 215.0 |", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("| error | 50 | 1 | 400.0", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Interval_should_hold_the_value_and_be_the_same_each_time()
    {
        var results = new ArmResults([.. Enumerable.Range(0, 20).SelectMany(i => new[] { Run($"{i}", "warm", 0, 0.4), Run($"{i}", "ours", 50, 0.01 * i) })]);
        var programs = results.Programs(ArmResults.Corpus, "straight", 50);

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

        Assert.Contains("| set | 50 | 2 | 300.0 [200.0, 400.0] | 100.0 [100.0, 100.0] | 0.0 [0.0, 0.0] |  |  |", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| set | 50 | 66.7 [50.0, 75.0] | ", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("| straight | 50 | 2 | 1 of 2 |", text.ToString(), StringComparison.Ordinal);
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
