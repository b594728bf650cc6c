using Eager.Engine.Pipeline;

namespace Eager.Engine.Events;

/// <summary>
/// How many events one publisher may have under way to the reader's queue. The hub takes events in order, so one answer stands for several: only
/// every n-th is asked for, which saves most of the answers and never more than half of the window.
/// </summary>
/// <param name="size">Events; at least 1.</param>
internal sealed class EventWindow(int size)
{
    private readonly CreditWindow _credit = new(size);
    private readonly int _step = (size + 1) / 2;
    private int _unasked;

    /// <summary>True while the publisher may publish.</summary>
    public bool IsOpen => _credit.IsOpen;

    /// <summary>Takes a place; true where the hub is to answer when this event stands in the reader's queue.</summary>
    public bool Spend()
    {
        _credit.Spend(1);
        if (++_unasked < _step)
            return false;
        _unasked = 0;
        return true;
    }

    /// <summary>The hub has answered: all up to the event that was asked for are in the queue.</summary>
    public void Refund() => _credit.Refund(_step);
}
