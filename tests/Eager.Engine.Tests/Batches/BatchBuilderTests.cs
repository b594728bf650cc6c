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

        var batch = builder.TryCut(TimeSpan.Zero);

        Assert.Equal([0, 1, 2], batch!.Units.Select(unit => unit.Statement!.Index));
        Assert.Equal([0, 1, 2], batch.Units.Select(unit => unit.Id));
        Assert.True(builder.IsEmpty);
        Assert.Null(builder.TryCut(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(StatementRole.Whole, UnitKind.Statement)]
    [InlineData(StatementRole.Opened, UnitKind.Opened)]
    [InlineData(StatementRole.Leaf, UnitKind.Leaf)]
    [InlineData(StatementRole.Clause, UnitKind.Clause)]
    [InlineData(StatementRole.Closed, UnitKind.Closed)]
    public void Builder_should_say_what_part_a_unit_is(StatementRole role, UnitKind kind)
    {
        var builder = new BatchBuilder(new PipelinedGate(), 4, Window);
        var sample = Samples.Statement(0);
        builder.Offer(sample with { Boundary = sample.Boundary with { Role = role } });

        Assert.Equal(kind, builder.TryCut(TimeSpan.Zero)!.Units.Single().Kind);
    }

    [Fact]
    public void Builder_should_be_idle_when_all_that_was_offered_has_finished()
    {
        var builder = Filled(new PipelinedGate(), 4, 1);
        Assert.False(builder.IsIdle);
        var batch = builder.TryCut(TimeSpan.Zero)!;
        Assert.False(builder.IsIdle);
        builder.Finish(batch, timing: null);
        Assert.True(builder.IsIdle);
        builder.SendEverything();
        Assert.False(builder.IsIdle);
    }

    [Fact]
    public void Builder_should_wait_when_all_slots_are_taken()
    {
        var builder = Filled(new OneByOneGate(), 2, 3);
        var first = builder.TryCut(TimeSpan.Zero)!;
        builder.TryCut(TimeSpan.Zero);

        Assert.Null(builder.TryCut(TimeSpan.Zero));
        builder.Finish(first, timing: null);

        Assert.Equal(2, builder.TryCut(TimeSpan.Zero)!.Id);
    }

    [Fact]
    public void Builder_should_number_units_and_batches_without_gaps()
    {
        var builder = Filled(new OneByOneGate(), 10, 3);

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => builder.TryCut(TimeSpan.Zero)!).Select(batch => batch.Id + batch.Units[0].Id - batch.Units[0].Statement!.Index));
    }

    [Fact]
    public void Builder_should_keep_definitions_back_when_nothing_follows_them_yet()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        builder.Offer(Samples.Statement(0));
        builder.Offer(Samples.Statement(1, StatementKind.Definition));

        var first = builder.TryCut(TimeSpan.Zero)!;
        Assert.Equal([0], first.Units.Select(unit => unit.Statement!.Index));
        builder.Finish(first, timing: null);
        Assert.Null(builder.TryCut(TimeSpan.Zero));
        builder.Offer(Samples.Statement(2));

        Assert.Equal([1, 2], builder.TryCut(TimeSpan.Zero)!.Units.Select(unit => unit.Statement!.Index));
    }

    [Fact]
    public void Builder_should_cut_definitions_when_the_stream_has_ended()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        builder.Offer(Samples.Statement(0, StatementKind.Definition));
        Assert.Null(builder.TryCut(TimeSpan.Zero));

        builder.EndStream();

        Assert.Single(builder.TryCut(TimeSpan.Zero)!.Units);
    }

    [Fact]
    public void Builder_should_cut_definitions_when_they_fill_the_window()
    {
        var builder = new BatchBuilder(new MergeWhenIdleGate(), 4, Window);
        for (var i = 0; i < 3; i++)
            builder.Offer(Samples.Statement(i, StatementKind.Definition));
        Assert.Null(builder.TryCut(TimeSpan.Zero));

        builder.Offer(Samples.Statement(3, StatementKind.Definition));

        Assert.Equal(4, builder.TryCut(TimeSpan.Zero)!.Units.Length);
    }

    [Fact]
    public void Builder_should_overrule_a_policy_when_it_would_wait_for_ever()
    {
        var builder = Filled(new NeverGate(), 4, 2);
        Assert.Null(builder.TryCut(TimeSpan.Zero));

        builder.EndStream();

        Assert.Equal(2, builder.TryCut(TimeSpan.Zero)!.Units.Length);
    }

    [Fact]
    public void Probe_should_wait_for_the_statements_before_it()
    {
        var builder = Filled(new OneByOneGate(), 2, 2);
        builder.OfferProbe(new SourceSpan(20, 22, 3, 3), "!\n"u8.ToArray());
        var first = builder.TryCut(TimeSpan.Zero)!;
        var kinds = new List<UnitKind> { first.Units[0].Kind, builder.TryCut(TimeSpan.Zero)!.Units[0].Kind };
        Assert.Null(builder.TryCut(TimeSpan.Zero));
        Assert.False(builder.IsEmpty);
        builder.Finish(first, timing: null);

        var probe = builder.TryCut(TimeSpan.Zero)!.Units[0];

        Assert.Equal([UnitKind.Statement, UnitKind.Statement], kinds);
        Assert.Equal((UnitKind.Probe, 2), (probe.Kind, probe.Id));
        Assert.Null(probe.Statement);
        Assert.True(builder.IsEmpty);
    }

    [Fact]
    public void Builder_should_tell_the_gate_what_dispatches_cost_and_what_waits_when_batches_have_run()
    {
        var gate = new AskedGate();
        var builder = new BatchBuilder(gate, 4, Window);
        builder.Offer(Samples.Statement(0));
        var first = builder.TryCut(Ms(100))!;
        builder.Offer(Samples.Statement(1));
        builder.Offer(Samples.Statement(2));
        var second = builder.TryCut(Ms(110))!;
        builder.Finish(first, new BatchTiming(Ms(104), Ms(154)));
        builder.Finish(second, new BatchTiming(Ms(160), Ms(200)));
        builder.Offer(Samples.Statement(3));
        builder.Offer(Samples.Statement(4));

        builder.TryCut(Ms(300));

        Assert.Null(gate.Asked[0].Overhead);
        Assert.Equal(Ms(50), gate.Asked[0].PendingWork);
        Assert.Equal((Ms(5), Ms(70), Ms(300)), (gate.Asked[^1].Overhead, gate.Asked[^1].PendingWork, gate.Asked[^1].RemainingGeneration));
    }

    [Fact]
    public void Program_should_be_a_unit_of_its_own_kind()
    {
        var builder = new BatchBuilder(new PipelinedGate(), 1, Window);
        builder.Offer(Samples.Statement(0, StatementKind.Program));

        Assert.Equal(UnitKind.Program, builder.TryCut(TimeSpan.Zero)!.Units[0].Kind);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static BatchBuilder Filled(Eager.Batches.IGatePolicy gate, int slots, int statements)
    {
        var builder = new BatchBuilder(gate, slots, Window);
        for (var i = 0; i < statements; i++)
            builder.Offer(Samples.Statement(i));
        return builder;
    }
}
