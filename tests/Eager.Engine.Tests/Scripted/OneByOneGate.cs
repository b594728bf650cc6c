using Eager.Batches;

namespace Eager.Engine.Tests.Scripted;

/// <summary>One statement a batch.</summary>
internal sealed class OneByOneGate : IGatePolicy
{
    public int Admit(in GateSnapshot snapshot) => 1;
}
