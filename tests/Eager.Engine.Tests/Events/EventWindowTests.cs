using Eager.Engine.Events;

namespace Eager.Engine.Tests.Events;

public sealed class EventWindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Window_should_never_close_without_an_answer_under_way(int size)
    {
        var window = new EventWindow(size);
        var answers = 0;
        for (var published = 0; published < 1000; published++)
        {
            while (!window.IsOpen)
            {
                Assert.True(answers > 0, $"closed at event {published} and nobody will answer");
                answers--;
                window.Refund();
            }

            answers += window.Spend() ? 1 : 0;
        }
    }

    [Fact]
    public void Window_should_hold_no_more_than_its_size_under_way()
    {
        var window = new EventWindow(16);
        var spent = 0;
        for (; window.IsOpen; spent++)
            window.Spend();

        Assert.Equal(16, spent);
    }

    [Fact]
    public void Hub_should_be_asked_for_one_answer_for_half_of_the_window()
    {
        var window = new EventWindow(64);

        Assert.Equal(2, Enumerable.Range(0, 64).Count(_ => window.Spend()));
    }
}
