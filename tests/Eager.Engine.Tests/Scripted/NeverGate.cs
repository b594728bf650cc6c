using Eager.Batches;

namespace Eager.Engine.Tests.Scripted;

/// <summary>A policy that never lets anything go.</summary>
internal sealed class NeverGate : IGatePolicy
{
    public string Name => "never";

    public int Admit(in GateSnapshot snapshot) => 0;
}
