using Eager.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace Eager.Generators.Tests;

public sealed class DispatchSourceTests
{
    private const string Usings = "using Akka.Actor; using Eager.Engine.Dispatch;\n";

    [Fact]
    public void Dispatch_should_equal_the_golden_file_byte_for_byte()
    {
        var run = GeneratorRun.Of(GoldenFile.Read("BatcherActor.cs.txt"));

        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.CompilerErrors());
        GoldenFile.Verify("BatcherActor.g.cs.txt", run.Generated("Eager.Engine.Batches.Session.BatcherActor.g.cs"));
    }

    [Fact]
    public void Attributes_should_equal_the_golden_file_byte_for_byte() =>
        GoldenFile.Verify("Attributes.g.cs.txt", GeneratorRun.Of().Generated("Eager.Engine.Dispatch.Attributes.g.cs"));

    [Fact]
    public void Dispatch_should_compile_when_everything_is_in_the_global_namespace()
    {
        var run = GeneratorRun.Of(Usings + """
            [ActorProtocol] static class P { public sealed record M; }
            [Actor(typeof(P))] sealed partial class A : UntypedActor { [Handles] private void OnM(P.M message) { } }
            """);

        Assert.Empty(run.CompilerErrors());
        Assert.Contains("case global::P.M typed:", run.Generated("A.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_should_compile_when_names_are_keywords() => RuleCheck.VerifyCompiles("""
        [ActorProtocol] static class @static { public sealed record @event; public sealed record typed; }
        partial record struct @struct
        {
            [Actor(typeof(@static))] internal sealed partial class @class : UntypedActor
            {
                [Handles] private void @void(@static.@event message) { }
                [Handles] private void typed(@static.typed message) { }
            }
        }
        """);

    [Fact]
    public void Dispatch_should_compile_when_its_containers_are_of_every_kind() => RuleCheck.VerifyCompiles("""
        [ActorProtocol] static class P;
        partial interface I { partial record R { partial struct S { static partial class C {
            [Actor(typeof(P))] internal sealed partial class A : UntypedActor;
        } } } }
        """);

    [Fact]
    public void Dispatch_should_put_derived_framework_messages_first_when_handlers_take_their_bases_too() => RuleCheck.VerifyCompiles("""
        [ActorProtocol] static class P;
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private void OnInternal(INoSerializationVerificationNeeded message) { }
            [Handles] private void OnStatus(Status message) { }
            [Handles] private void OnFailure(Status.Failure message) { }
            [Handles] private void OnTerminated(Terminated message) { }
        }
        """);

    [Fact]
    public void Dispatch_should_take_handlers_from_every_part_of_the_class() => RuleCheck.VerifyCompiles("""
        [ActorProtocol] static partial class P { public sealed record M; }
        static partial class P { public readonly record struct N(int Id); }
        [Actor(typeof(P))] sealed partial class A : UntypedActor { [Handles] private void OnM(P.M message) { } }
        sealed partial class A { [Handles] private void OnN(P.N message) { } }
        """);

    [Fact]
    public void Dispatch_should_compile_when_the_protocol_is_internal_to_a_friend_assembly()
    {
        var friend = GeneratorRun.Of(Usings + """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Sample")]
            [ActorProtocol] static class P { public sealed record M; public sealed record N; }
            """).Output.WithAssemblyName("Friend");
        using var image = new MemoryStream();
        Assert.True(friend.Emit(image).Success);

        var run = GeneratorRun.Of(Usings + """
            [ActorProtocol] static class Own;
            [Actor(typeof(P))] sealed partial class A : UntypedActor { [Handles] private void OnM(P.M message) { } }
            """);
        run.Edit(compilation => compilation.AddReferences(MetadataReference.CreateFromImage(image.ToArray())));

        Assert.Equal("'A' has no [Handles] method for 'P.N'", Assert.Single(run.Result.Diagnostics).GetMessage(null));
        Assert.Empty(run.CompilerErrors());
    }

    [Fact]
    public void Dispatch_should_ignore_nested_types_when_they_cannot_be_messages() => RuleCheck.VerifyCompiles("""
        [ActorProtocol] static class P
        {
            public enum Reason { None }
            public interface IAnswer;
            public delegate void Notify();
            private sealed class Secret { public int Id = 1; }
            public sealed record M(Reason Why) : IAnswer { public sealed record Part(int Id); }
        }
        [Actor(typeof(P))] sealed partial class A : UntypedActor { [Handles] private void OnM(P.M? message) { } }
        """);
}
