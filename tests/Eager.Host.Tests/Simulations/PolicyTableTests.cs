using System.Text;
using System.Text.Json;
using Eager.Engine.Simulation;
using Eager.Host.Simulations;
using static Eager.Host.Tests.SampleRun;

namespace Eager.Host.Tests.Simulations;

public sealed class PolicyTableTests
{
    private static PolicyComparison Comparison(bool asRecorded = true)
    {
        var run = new SampleRun().Add("a", 100, 110, 150).Add("b", 105, 150, 155).Add("c", 190, 200, 220).End(200, 223);
        return PolicyComparison.Of("run.ndjson", run, DispatchTrace.Of(run), asRecorded);
    }

    [Fact]
    public void Table_should_show_every_policy_and_what_the_run_measured()
    {
        var table = new StringWriter { NewLine = "\n" };

        PolicyTable.Write(table, [Comparison()]);

        Assert.Equal(
            """
            1 run, 3 statements, overhead of a dispatch 10.00 ms

            | policy | batches | NEL | above the optimum | ratio to the optimum |
            | --- | --- | --- | --- | --- |
            | immediate | 3 | 20.0 | 0.0 | 1.00 |
            | merge | 3 | 20.0 | 0.0 | 1.00 |
            | threshold | 3 | 20.0 | 0.0 | 1.00 |
            | pipelined | 3 | 20.0 | 0.0 | 1.00 |
            | optimum of batching | | 20.0 | 0.0 | 1.00 |
            | bound of any schedule | | 20.0 | | |

            measured NEL 23.0 ms with policy pipelined, predicted 20.0 ms

            """,
            table.ToString());
    }

    [Fact]
    public void Prediction_should_agree_with_the_run_when_it_ends_as_its_last_statement_does()
    {
        var run = new SampleRun().Add("a", 100, 110, 150).Add("b", 105, 150, 155).Add("c", 190, 200, 220).End(200, 220);

        var comparison = PolicyComparison.Of("run.ndjson", run, DispatchTrace.Of(run), asRecorded: true);

        Assert.Equal(comparison.Measured, comparison.Predicted);
    }

    [Fact]
    public void Table_should_not_compare_with_the_run_when_the_replay_is_another()
    {
        var table = new StringWriter();

        PolicyTable.Write(table, [Comparison(asRecorded: false), Comparison(asRecorded: false)]);

        Assert.DoesNotContain("measured", table.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("2 runs, 6 statements, overhead of a dispatch 10.00 ms; medians", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_should_hold_one_object_a_run()
    {
        using var bytes = new MemoryStream();

        PolicyTable.WriteJson(bytes, [Comparison(), Comparison()]);

        var lines = Encoding.UTF8.GetString(bytes.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(23, first.RootElement.GetProperty("measured_nel_ms").GetDouble());
        Assert.Equal(["immediate", "merge", "threshold", "pipelined"], first.RootElement.GetProperty("policies").EnumerateArray().Select(one => one.GetProperty("policy").GetString()));
        Assert.Equal(Ms(10).TotalMilliseconds, first.RootElement.GetProperty("overhead_ms").GetDouble());
    }
}
