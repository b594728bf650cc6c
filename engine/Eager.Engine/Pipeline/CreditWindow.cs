namespace Eager.Engine.Pipeline;

/// <summary>
/// How much a sender may have under way to a receiver, in a unit that the two agree on. The last spending may overdraw, so one thing larger
/// than the window still passes.
/// </summary>
internal sealed class CreditWindow(long size)
{
    private long _free = size;

    /// <summary>True while the sender may send.</summary>
    public bool IsOpen => _free > 0;

    public void Spend(long amount) => _free -= amount;

    public void Refund(long amount) => _free += amount;
}
