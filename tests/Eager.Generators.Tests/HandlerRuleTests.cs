using Eager.Generators.Tests.Compiling;

namespace Eager.Generators.Tests;

public sealed class HandlerRuleTests
{
    [Fact]
    public void Rule_should_name_actor_and_message_when_message_has_no_handler()
    {
        var messages = RuleCheck.Verify("""
            [ActorProtocol] static class P { public sealed record Offer; public sealed record Ended; }
            [Actor(typeof(P))] sealed partial class {|EAG001:A|} : UntypedActor
            {
                [Handles] private void OnOffer(P.Offer message) { }
            }
            """);

        Assert.Equal(["'A' has no [Handles] method for 'P.Ended'"], messages);
    }

    [Fact]
    public void Rule_should_reject_message_when_it_belongs_to_another_protocol()
    {
        var messages = RuleCheck.Verify("""
            [ActorProtocol] static class P { public sealed record Offer; }
            [ActorProtocol] static class Q { public sealed record Offer; }
            [Actor(typeof(P))] sealed partial class A : UntypedActor
            {
                [Handles] private void OnOffer(P.Offer message) { }
                [Handles] private void OnOther(Q.Offer {|EAG002:message|}) { }
            }
            """);

        Assert.Equal(["'OnOther' handles 'Sample.Q.Offer', which is neither a message of 'P' nor a framework message of Akka"], messages);
    }

    [Theory]
    [InlineData("object")]
    [InlineData("string")]
    [InlineData("int[]")]
    [InlineData("dynamic")]
    [InlineData("P.Offer.Part")]
    public void Rule_should_reject_message_when_it_belongs_to_no_protocol(string type) => RuleCheck.Verify($$"""
        [ActorProtocol] static class P { public sealed record Offer { public sealed record Part; } }
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private void OnOffer(P.Offer message) { }
            [Handles] private void OnOther({{type}} {|EAG002:message|}) { }
        }
        """);

    [Theory]
    [InlineData("Akka.Sample")]
    [InlineData("Sample.Akka")]
    [InlineData("AkkaSample")]
    public void Rule_should_take_namespace_from_its_root_when_it_looks_for_akka(string space)
    {
        var mark = space == "Akka.Sample" ? "message" : "{|EAG002:message|}";
        var source = MarkedSource.Parse($$"""
            namespace {{space}} { public sealed record Foreign; }
            namespace Own
            {
                [Eager.Engine.Dispatch.ActorProtocol] static class P;
                [Eager.Engine.Dispatch.Actor(typeof(P))] sealed partial class A : Akka.Actor.UntypedActor
                {
                    [Eager.Engine.Dispatch.Handles] private void On(global::{{space}}.Foreign {{mark}}) { }
                }
            }
            """);

        Assert.Equal(source.Findings.Count, GeneratorRun.Of(source.Text).Result.Diagnostics.Length);
    }

    [Theory]
    [InlineData("async void", "await Task.Yield();")]
    [InlineData("async Task", "await Task.Yield();")]
    [InlineData("Task", "return Task.CompletedTask;")]
    [InlineData("ValueTask", "return default;")]
    [InlineData("int", "return 1;")]
    public void Rule_should_reject_handler_when_it_is_asynchronous_or_returns_a_value(string returns, string body) => RuleCheck.Verify($$"""
        [ActorProtocol] static class P { public sealed record Offer; }
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private {{returns}} {|EAG003:OnOffer|}(P.Offer message) { {{body}} }
        }
        """);

    [Fact]
    public void Rule_should_reject_handler_when_only_its_implementing_part_is_async() => RuleCheck.Verify("""
        [ActorProtocol] static class P { public sealed record Offer; }
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private partial void {|EAG003:OnOffer|}(P.Offer message);
            private async partial void OnOffer(P.Offer message) => await Task.Yield();
        }
        """);

    [Fact]
    public void Rule_should_reject_second_handler_when_two_take_one_message()
    {
        var messages = RuleCheck.Verify("""
            [ActorProtocol] static class P { public sealed record Offer; }
            [Actor(typeof(P))] sealed partial class A : UntypedActor
            {
                [Handles] private void OnOffer(P.Offer message) { }
                [Handles] private void {|EAG005:OnOfferAgain|}(P.Offer message) { }
                [Handles] private void OnTerminated(Terminated message) { }
                [Handles] private void {|EAG005:OnTerminatedAgain|}(Terminated message) { }
            }
            """);

        Assert.Equal("'OnOfferAgain' handles 'Offer', which 'OnOffer' handles already", messages[0]);
    }

    [Theory]
    [InlineData("private void {|EAG007:On|}(P.Offer message, int more) { }")]
    [InlineData("private void {|EAG007:On|}(in P.Offer message) { }")]
    [InlineData("private void {|EAG007:On|}<T>(P.Offer message) { }")]
    [InlineData("private static void {|EAG007:On|}(P.Offer message) { }")]
    [InlineData("public void {|EAG007:On|}(P.Offer message) { }")]
    [InlineData("internal void {|EAG007:On|}(P.Offer message) { }")]
    [InlineData("protected virtual void {|EAG007:On|}(P.Offer message) { }")]
    public void Rule_should_reject_handler_when_switch_cannot_call_it(string handler) => RuleCheck.Verify($$"""
        [ActorProtocol] public static class P { public sealed record Offer; }
        [Actor(typeof(P))] public partial class A : UntypedActor
        {
            [Handles] {{handler}}
        }
        """);

    [Fact]
    public void Rule_should_reject_handler_when_it_has_no_parameter()
    {
        var messages = RuleCheck.Verify("""
            [ActorProtocol] static class P;
            [Actor(typeof(P))] sealed partial class A : UntypedActor
            {
                [Handles] private void {|EAG007:OnOffer|}() { }
            }
            """);

        Assert.Equal(
            ["Handler 'OnOffer' must be a private instance method with the message as its only parameter: it has 0 parameters"],
            messages);
    }

    [Fact]
    public void Rule_should_stay_silent_when_compiler_reports_the_parameter_type() => RuleCheck.Verify("""
        [ActorProtocol] static class P;
        [Actor(typeof(P))] sealed partial class A : UntypedActor
        {
            [Handles] private void OnOffer(Unknown message) { }
        }
        """);
}
