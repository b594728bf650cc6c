using Eager.Batches;

namespace Eager.Engine.Tests.Scripted;

/// <summary>One statement a batch.</summary>
internal sealed class OneByOneGate : IGatePolicy
{
    public string Name => "one by one";

    public int Admit(in GateSnapshot snapshot) => 1;
}
