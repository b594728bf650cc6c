using Eager.Engine.Batches;
using Eager.Engine.Tests.Scripted;
using Eager.Statements;

namespace Eager.Engine.Tests.Batches;

public sealed class PublishedGateTests
{
    private readonly PublishedGate _gate = new();

    [Fact]
    public void Statement_should_be_released_when_the_next_one_arrives()
    {
        Assert.Empty(_gate.Offer(Named(0)));
        Assert.Equal([0], _gate.Offer(Named(1)).Select(statement => statement.Index));
        Assert.Equal([1], _gate.End(complete: true).Select(statement => statement.Index));
    }

    [Fact]
    public void Everything_should_wait_from_the_first_name_of_the_list_on()
    {
        _gate.Offer(Named(0, "math"));
        Assert.Equal([0], _gate.Offer(Named(1, "os")).Select(statement => statement.Index));
        Assert.Empty(_gate.Offer(Named(2)));
        Assert.Equal([1, 2], _gate.Kept.Select(statement => statement.Index));
        Assert.All(_gate.Kept, statement => Assert.True(statement.IsHeldBack));
        Assert.Equal([1, 2], _gate.End(complete: true).Select(statement => statement.Index));
    }

    [Fact]
    public void Held_statements_should_never_run_when_the_program_is_cut_off()
    {
        _gate.Offer(Named(0, "eval"));
        Assert.Empty(_gate.End(complete: false));
        Assert.Single(_gate.Kept);
    }

    private static Statement Named(int index, params string[] names) => Samples.Statement(index) with { Names = names };
}
