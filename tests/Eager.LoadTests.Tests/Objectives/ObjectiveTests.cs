using Eager.LoadTests.Objectives;
using Eager.LoadTests.Running;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Tests.Objectives;

public sealed class ObjectiveTests
{
    [Theory]
    [InlineData("ttft:50", 49.9, true)]
    [InlineData("ttft:50", 50.1, false)]
    [InlineData("overlap:90", 95, true)]
    [InlineData("overlap:90", 80, false)]
    public void Objective_should_be_kept_on_its_good_side(string text, double value, bool kept)
    {
        var objective = Objective.Parse(text);

        Assert.Equal(kept, objective.IsKept(new Dictionary<LoadMetric, double> { [objective.Metric] = value }));
        Assert.Equal(text, objective.ToString());
    }

    [Fact]
    public void Objective_should_be_kept_by_a_session_that_has_no_such_value() =>
        Assert.True(Objective.Parse("ttfo:1").IsKept(new Dictionary<LoadMetric, double>()));

    [Theory]
    [InlineData("ttft")]
    [InlineData("ttft:fast")]
    [InlineData("tpot:5")]
    [InlineData("ttft:-1")]
    public void Text_should_be_refused_when_it_is_no_objective(string text) => Assert.Throws<FormatException>(() => Objective.Parse(text));

    [Theory]
    [InlineData("failed<=1")]
    [InlineData("goodput>=95")]
    [InlineData("dispatch.p99<=20")]
    [InlineData("overlap.p50>=80")]
    public void Threshold_should_be_kept_by_a_run_in_which_all_was_well(string text) => Assert.False(Threshold.Parse(text).IsBroken(Run(failed: 0, good: 10, 5, 95)));

    [Theory]
    [InlineData("failed<=1", 2, 10, 5)]
    [InlineData("goodput>=95", 0, 8, 5)]
    [InlineData("dispatch.p99<=20", 0, 10, 25)]
    public void Threshold_should_be_broken_by_what_it_forbids(string text, int failed, int good, double dispatch) =>
        Assert.True(Threshold.Parse(text).IsBroken(Run(failed, good, dispatch, 95)));

    [Fact]
    public void Threshold_should_not_be_broken_when_there_are_no_values() => Assert.False(Threshold.Parse("ttfo.p99<=1").IsBroken(Run(0, 10, 5, 95)));

    [Theory]
    [InlineData("dispatch<=20")]
    [InlineData("dispatch.p101<=20")]
    [InlineData("speed.p99<=20")]
    [InlineData("failed<1")]
    public void Text_should_be_refused_when_it_is_no_threshold(string text) => Assert.Throws<FormatException>(() => Threshold.Parse(text));

    private static ScenarioResult Run(int failed, int good, double dispatch, double overlap)
    {
        var recorder = new RunRecorder([Objective.Parse("e2el:100")]);
        for (var i = 0; i < 10; i++)
        {
            recorder.Begin();
            recorder.Record(LoadMetric.Dispatch, dispatch);
            recorder.Record(LoadMetric.Overlap, overlap);
            recorder.End(new StreamOutcome
            {
                DueAt = 0,
                Failure = i < failed ? "wrong" : null,
                Values = new Dictionary<LoadMetric, double> { [LoadMetric.E2el] = i < 10 - good ? 200 : 50 },
            });
        }

        return recorder.Result("some", "target", "inject:1:1", TimeSpan.FromSeconds(1));
    }
}
