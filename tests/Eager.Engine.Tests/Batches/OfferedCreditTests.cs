using Eager.Engine.Batches;

namespace Eager.Engine.Tests.Batches;

public sealed class OfferedCreditTests
{
    private readonly OfferedCredit _credit = new(100);

    [Fact]
    public void Credit_should_come_back_when_statements_finish()
    {
        Assert.Equal(0, _credit.Offer(30));
        Assert.Equal(30, _credit.Finish(30));
    }

    [Fact]
    public void Credit_should_come_back_once_when_execution_waits()
    {
        _credit.Offer(30);
        _credit.Offer(20);
        Assert.Equal(20, _credit.Finish(20));
        Assert.Equal(30, _credit.ReturnAll());
        Assert.Equal(0, _credit.ReturnAll());
        Assert.Equal(0, _credit.Finish(30));
        Assert.Equal(40, _credit.Offer(40));
        Assert.Equal(0, _credit.Finish(40));
    }

    [Fact]
    public void Limit_should_count_only_while_execution_waits()
    {
        _credit.Offer(101);
        Assert.False(_credit.IsExceeded);
        _credit.ReturnAll();
        Assert.True(_credit.IsExceeded);
    }
}
