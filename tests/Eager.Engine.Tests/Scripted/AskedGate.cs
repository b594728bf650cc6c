using Eager.Batches;

namespace Eager.Engine.Tests.Scripted;

/// <summary>A policy that lets everything go and remembers what it was shown.</summary>
internal sealed class AskedGate : IGatePolicy
{
    public List<GateSnapshot> Asked { get; } = [];

    public string Name => "asked";

    public int Admit(in GateSnapshot snapshot)
    {
        Asked.Add(snapshot);
        return snapshot.Ready;
    }
}
