using Eager.LoadTests.Evaluation;

namespace Eager.LoadTests.Tests.Evaluation;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    [InlineData(0.9, 3.7)]
    public void Quantile_should_lie_between_order_statistics(double q, double expected) =>
        Assert.Equal(expected, Quantiles.Of([4, 1, 3, 2], q), precision: 12);

    [Fact]
    public void Quantile_should_be_the_value_when_there_is_one() => Assert.Equal(7, Quantiles.Of([7], 0.9));
}
