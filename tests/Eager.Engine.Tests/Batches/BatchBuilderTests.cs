using Eager.Engine.Batches;
using Eager.Engine.Tests.Scripted;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Tests.Batches;

public sealed class BatchBuilderTests
{
    private const int Window = 1024;

    [Fact]
    public void Builder_should_cut_all_that_is_ready_when_the_gate_is_pipelined()
    {
        var builder = Filled(new PipelinedGate(), 4, 3);

        var batch = builder.TryCut();

        Assert.Equal([0, 1, 2], batch!.Units.Select(unit => unit.Statement!.Index));
        Assert.Equal([0, 1, 2], batch.Units.Select(unit => unit.Id));
        Assert.True(builder.IsEmpty);
        Assert.Null(builder.TryCut());
    }

    [Fact]
    public void Builder_should_wait_when_all_slots_are_taken()
    {
        var builder = Filled(new OneByOneGate(), 2, 3);
        builder.TryCut();
        builder.TryCut();

        Assert.Null(builder.TryCut());
        builder.Finish();

        Assert.Equal(2, builder.TryCut()!.Id);
    }

    [Fact]
    public void Builder_should_number_units_and_batches_without_gaps()
    {
        var builder = Filled(new OneByOneGate(), 10, 3);

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => builder.TryCut()!).Select(batch => batch.Id + batch.Units[0].Id - batch.Units[0].Statement!.Index));
    }

    [Fact]
    public void Builder_should_keep_definitions_back_when_nothing_follows_them_yet()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        builder.Offer(Samples.Statement(0));
        builder.Offer(Samples.Statement(1, StatementKind.Definition));

        Assert.Equal([0], builder.TryCut()!.Units.Select(unit => unit.Statement!.Index));
        builder.Finish();
        Assert.Null(builder.TryCut());
        builder.Offer(Samples.Statement(2));

        Assert.Equal([1, 2], builder.TryCut()!.Units.Select(unit => unit.Statement!.Index));
    }

    [Fact]
    public void Builder_should_cut_definitions_when_the_stream_has_ended()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        builder.Offer(Samples.Statement(0, StatementKind.Definition));
        Assert.Null(builder.TryCut());

        builder.EndStream();

        Assert.Single(builder.TryCut()!.Units);
    }

    [Fact]
    public void Builder_should_cut_definitions_when_they_fill_the_window()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        for (var i = 0; i < 3; i++)
            builder.Offer(Samples.Statement(i, StatementKind.Definition));
        Assert.Null(builder.TryCut());

        builder.Offer(Samples.Statement(3, StatementKind.Definition));

        Assert.Equal(4, builder.TryCut()!.Units.Length);
    }

    [Fact]
    public void Builder_should_overrule_a_policy_when_it_would_wait_for_ever()
    {
        var builder = Filled(new NeverGate(), 4, 2);
        Assert.Null(builder.TryCut());

        builder.EndStream();

        Assert.Equal(2, builder.TryCut()!.Units.Length);
    }

    [Fact]
    public void Probe_should_wait_for_the_statements_before_it()
    {
        var builder = Filled(new OneByOneGate(), 2, 2);
        builder.OfferProbe(new SourceSpan(20, 22, 3, 3), "!\n"u8.ToArray());
        var kinds = new List<UnitKind> { builder.TryCut()!.Units[0].Kind, builder.TryCut()!.Units[0].Kind };
        Assert.Null(builder.TryCut());
        Assert.False(builder.IsEmpty);
        builder.Finish();

        var probe = builder.TryCut()!.Units[0];

        Assert.Equal([UnitKind.Statement, UnitKind.Statement], kinds);
        Assert.Equal((UnitKind.Probe, 2), (probe.Kind, probe.Id));
        Assert.Null(probe.Statement);
        Assert.True(builder.IsEmpty);
    }

    [Fact]
    public void Program_should_be_a_unit_of_its_own_kind()
    {
        var builder = new BatchBuilder(new PipelinedGate(), 1, Window);
        builder.Offer(Samples.Statement(0, StatementKind.Program));

        Assert.Equal(UnitKind.Program, builder.TryCut()!.Units[0].Kind);
    }

    private static BatchBuilder Filled(Eager.Batches.IGatePolicy gate, int slots, int statements)
    {
        var builder = new BatchBuilder(gate, slots, Window);
        for (var i = 0; i < statements; i++)
            builder.Offer(Samples.Statement(i));
        return builder;
    }
}
