using Akka.Actor;
using Eager.Engine.Dispatch;
using static Eager.Generators.Tests.Running.TallyProtocol;

namespace Eager.Generators.Tests.Running;

/// <summary>Counts. Its dispatch is generated in this very build. Runtime reason: confinement.</summary>
[Actor(typeof(TallyProtocol))]
internal sealed partial class TallyActor : WatchingActor
{
    private static readonly object[] Prepared = [new Add(1), new Subtract(1), new Add(2), new Subtract(2)];

    private int _total;

    [Handles]
    private void OnAdd(Add message) => _total += message.Amount;

    [Handles]
    private void OnSubtract(Subtract message) => _total -= message.Amount;

    [Handles]
    private void OnReport(Report message) => Sender.Tell(new TallyReported(_total, [.. Missed]));

    [Handles]
    private void OnMeasure(Measure message)
    {
        Dispatch(message.Dispatches);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Dispatch(message.Dispatches);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Sender.Tell(allocated);
    }

    [Handles]
    private void OnTimeout(ReceiveTimeout message) => _total = -1;

    private void Dispatch(int count)
    {
        for (var i = 0; i < count; i++)
            OnReceive(Prepared[i % Prepared.Length]);
    }
}
