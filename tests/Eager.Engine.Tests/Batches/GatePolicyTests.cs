using Eager.Batches;
using Eager.Engine.Batches;

namespace Eager.Engine.Tests.Batches;

public sealed class GatePolicyTests
{
    [Theory]
    [InlineData(3, 0, 0, false, 3)]
    [InlineData(3, 3, 5, false, 3)]
    [InlineData(0, 0, 0, true, 0)]
    public void PipelinedGate_should_admit_all_that_is_ready(int ready, int lowYield, int inFlight, bool ended, int admitted) =>
        Assert.Equal(admitted, new PipelinedGate().Admit(new GateSnapshot(ready, lowYield, inFlight, 64, ended)));

    [Theory]
    [InlineData(3, 0, 0, false, 3)]
    [InlineData(3, 0, 1, false, 0)]
    [InlineData(3, 0, 1, true, 0)]
    [InlineData(3, 1, 0, false, 2)]
    [InlineData(3, 3, 0, false, 0)]
    [InlineData(3, 3, 0, true, 3)]
    [InlineData(3, 1, 0, true, 3)]
    public void MergeWhenIdleGate_should_admit_what_does_work_when_nothing_runs(int ready, int lowYield, int inFlight, bool ended, int admitted) =>
        Assert.Equal(admitted, new MergeWhenIdleGate().Admit(new GateSnapshot(ready, lowYield, inFlight, 4, ended)));
}
