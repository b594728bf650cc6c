using Eager.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace Eager.Generators.Tests;

public sealed class RunReasonTests
{
    private const string Protocol = """
        using Eager.Engine.Dispatch;
        namespace Sample;
        [ActorProtocol] static class P { public sealed record M(int Id); }
        """;

    private const string Actor = """
        using Akka.Actor;
        using Eager.Engine.Dispatch;
        namespace Sample;
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private void OnM(P.M message) { }
        }
        """;

    private const string SecondActor = """
        using Akka.Actor;
        using Eager.Engine.Dispatch;
        namespace Sample;
        [ActorProtocol] static class Q { public sealed record N; }
        [Actor(typeof(Q))] sealed partial class B : UntypedActor { [Handles] private void OnN(Q.N message) { } }
        """;

    [Fact]
    public void Steps_should_all_run_when_the_compilation_is_new()
    {
        var run = GeneratorRun.Of(Protocol, Actor);

        Assert.Equal([IncrementalStepRunReason.New], Reasons(run, TrackingNames.Models));
        Assert.Equal([IncrementalStepRunReason.New], OutputReasons(run));
    }

    [Theory]
    [InlineData("file added")]
    [InlineData("comment above the actor")]
    [InlineData("body of a handler")]
    [InlineData("unrelated member of the actor")]
    [InlineData("unrelated member of a message")]
    public void Steps_should_rerun_nothing_when_an_edit_does_not_touch_the_dispatch(string edit)
    {
        var run = GeneratorRun.Of(Protocol, Actor, SecondActor);

        run.Edit(compilation => edit switch
        {
            "file added" => compilation.AddSyntaxTrees(Source.Parse("namespace Sample; class Unrelated;", 9)),
            "comment above the actor" => Replace(compilation, "[Actor(typeof(P))]", "\n// moved down\n[Actor(typeof(P))]"),
            "body of a handler" => Replace(compilation, "OnM(P.M message) { }", "OnM(P.M message) { _ = message.Id; }"),
            "unrelated member of the actor" => Replace(compilation, "{ }", "{ } private int _count;"),
            _ => Replace(compilation, "M(int Id)", "M(int Id, string Name)"),
        });

        Assert.All(
            TrackingNames.All.SelectMany(name => Reasons(run, name)),
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{edit}: {reason}"));
        Assert.All(OutputReasons(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(2, OutputReasons(run).Count);
    }

    [Fact]
    public void Only_the_edited_actor_should_be_rewritten_when_a_handler_is_renamed()
    {
        var run = GeneratorRun.Of(Protocol, Actor, SecondActor);

        run.Edit(compilation => Replace(compilation, "OnM(", "OnMessage("));

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            OutputReasons(run).Order());
        Assert.Contains("this.OnMessage(typed);", run.Generated("Sample.A.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Actor_should_be_rewritten_when_its_protocol_changes_in_another_file()
    {
        var run = GeneratorRun.Of(Protocol, Actor);

        run.Edit(compilation => Replace(compilation, "record M(int Id);", "record M(int Id); public sealed record Late;"));

        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(run, TrackingNames.Models));
        Assert.Equal("EAG001", Assert.Single(run.Result.Diagnostics).Id);
    }

    [Fact]
    public void Finding_should_follow_its_place_when_text_above_it_moves()
    {
        var run = GeneratorRun.Of(Protocol, Actor.Replace("[Handles] ", "", StringComparison.Ordinal));
        var before = Assert.Single(run.Result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line;

        run.Edit(compilation => Replace(compilation, "[Actor(typeof(P))]", "\n[Actor(typeof(P))]"));

        Assert.Equal(before + 1, Assert.Single(run.Result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(run, TrackingNames.Models));
    }

    [Fact]
    public void Steps_should_hand_on_values_only()
    {
        const string Stray = "class C { [Eager.Engine.Dispatch.Handles] void M() { } }";
        var run = GeneratorRun.Of(Protocol, Actor.Replace("[Handles] ", "", StringComparison.Ordinal), Stray);

        var outputs = TrackingNames.All
            .SelectMany(name => run.Result.TrackedSteps.GetValueOrDefault(name, []))
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)
            .ToList();

        Assert.NotEmpty(outputs);
        Assert.All(outputs, ObjectGraph.AssertHoldsNoCompilation);
    }

    private static Compilation Replace(Compilation compilation, string before, string after)
    {
        var tree = compilation.SyntaxTrees.First(candidate => candidate.ToString().Contains(before, StringComparison.Ordinal));
        var text = tree.ToString().Replace(before, after, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text)));
    }

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps.GetValueOrDefault(step, []).SelectMany(tracked => tracked.Outputs).Select(output => output.Reason)];

    private static IReadOnlyList<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        [.. run.Result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
