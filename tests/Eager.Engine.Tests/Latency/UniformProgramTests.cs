using CsCheck;
using Eager.Engine.Latency;

namespace Eager.Engine.Tests.Latency;

public sealed class UniformProgramTests
{
    private static readonly Gen<UniformProgram> Programs = Gen.Select(
        Gen.Double[0.1, 60], Gen.Double[0, 80], Gen.Double[0.001, 1], (generation, execution, dispatch) => new UniformProgram(generation, execution, dispatch));

    [Fact]
    public void End_should_equal_the_recurrence_over_equal_chunks_in_every_regime() =>
        Gen.Select(Programs, Gen.Int[1, 60], Gen.Double[0, 2], Gen.Double[0, 2]).Sample((program, chunks, first, detection) =>
        {
            var delayed = program with { FirstToken = first, Detection = detection };
            double[] ready = [.. Enumerable.Range(1, chunks).Select(i => first + (i * program.Generation / chunks) + detection)];
            double[] execution = [.. Enumerable.Repeat(program.Execution / chunks, chunks)];
            return Math.Abs(delayed.End(chunks) - LatencyModel.End(ready, execution, program.Dispatch)) <= 1e-6;
        });

    [Fact]
    public void Best_number_of_chunks_should_be_no_worse_than_any_other() =>
        Gen.Select(Programs, Gen.Double[1, 5000]).Sample((program, chunks) => program.End(program.BestChunks) <= program.End(chunks) + 1e-9);

    [Theory]
    [InlineData(10, 4, 0.5, 4, LatencyRegime.GenerationDominated, 11.5)]
    [InlineData(8, 4, 0.5, 8, LatencyRegime.Balanced, 9)]
    [InlineData(10, 4, 0.5, 20, LatencyRegime.ExecutionDominated, 14.5)]
    public void Regime_should_tell_which_pace_decides(
        double generation, double execution, double dispatch, int chunks, LatencyRegime regime, double end)
    {
        var program = new UniformProgram(generation, execution, dispatch);

        Assert.Equal(regime, program.Regime(chunks));
        Assert.Equal(end, program.End(chunks), 1e-9);
    }

    [Theory]
    [InlineData(10, 4, 0.5, 12, 12)]
    [InlineData(10, 9.5, 0.5, 1, 4.472135955)]
    [InlineData(10, 20, 0.5, 0, 4.472135955)]
    [InlineData(1, 20, 5, 0, 1)]
    public void Best_number_of_chunks_should_be_the_balanced_one_or_the_square_root(
        double generation, double execution, double dispatch, double balanced, double best)
    {
        var program = new UniformProgram(generation, execution, dispatch);

        Assert.Equal(balanced, program.BalancedChunks, 1e-9);
        Assert.Equal(best, program.BestChunks, 1e-9);
    }
}
