using Eager.Engine.Pipeline;

namespace Eager.Engine.Tests.Pipeline;

public sealed class CreditWindowTests
{
    [Fact]
    public void Window_should_close_when_it_is_spent_and_open_when_refunded()
    {
        var window = new CreditWindow(2);
        window.Spend(1);
        Assert.True(window.IsOpen);
        window.Spend(1);
        Assert.False(window.IsOpen);

        window.Refund(1);

        Assert.True(window.IsOpen);
    }

    [Fact]
    public void Window_should_let_one_large_thing_pass_and_stay_closed_until_it_is_paid_back()
    {
        var window = new CreditWindow(10);
        window.Spend(100);
        window.Refund(90);
        Assert.False(window.IsOpen);

        window.Refund(1);

        Assert.True(window.IsOpen);
    }
}
