using Eager.Generators.Tests.Compiling;

namespace Eager.Generators.Tests;

public sealed class ActorRuleTests
{
    private const string Protocol = "[ActorProtocol] static class P { public sealed record M; }";
    private const string Handler = "[Handles] private void OnM(P.M message) { }";

    [Theory]
    [InlineData("[Actor(typeof(P))] sealed class {|EAG006:A|} : UntypedActor { HANDLER }", "'A' is not partial")]
    [InlineData(
        "class Outer { [Actor(typeof(P))] sealed partial class {|EAG006:A|} : UntypedActor { HANDLER } }",
        "'Outer' is not partial")]
    [InlineData("[Actor(typeof(P))] sealed partial class {|EAG006:A|} { HANDLER }", "it does not derive from Akka.Actor.UntypedActor")]
    [InlineData(
        "[Actor(typeof(P))] sealed partial class {|EAG006:A|} : ActorBase { HANDLER }",
        "it does not derive from Akka.Actor.UntypedActor")]
    [InlineData(
        "[Actor(typeof(P))] sealed partial class {|EAG006:A|} : ReceiveActor { HANDLER }",
        "its base class 'ReceiveActor' has a dispatch of its own")]
    [InlineData(
        "[Actor(typeof(P))] sealed partial class {|EAG006:A|}<T> : UntypedActor { HANDLER }",
        "an actor is neither generic, nor nested in a generic type, nor local to a file")]
    [InlineData(
        "[Actor(typeof(P))] file sealed partial class {|EAG006:A|} : UntypedActor { HANDLER }",
        "an actor is neither generic, nor nested in a generic type, nor local to a file")]
    [InlineData(
        "[Actor(typeof(P))] sealed partial class {|EAG006:A|} : UntypedActor { protected override void OnReceive(object o) { } HANDLER }",
        "it declares OnReceive itself")]
    [InlineData(
        "abstract class B : UntypedActor { protected override void OnReceive(object o) { } }"
        + " [Actor(typeof(P))] sealed partial class {|EAG006:A|} : B { HANDLER }",
        "its base class 'B' has a dispatch of its own")]
    [InlineData(
        "[Actor(typeof(P))] abstract partial class B : UntypedActor { HANDLER }"
        + " [Actor(typeof(P))] sealed partial class {|EAG006:A|} : B { HANDLER }",
        "its base class 'B' has a dispatch of its own")]
    public void Rule_should_say_why_when_a_class_cannot_get_a_dispatch(string actor, string reason)
    {
        var messages = RuleCheck.Verify($"{Protocol} {actor.Replace("HANDLER", Handler, StringComparison.Ordinal)}");

        Assert.Equal([$"No dispatch for 'A': {reason}"], messages);
    }

    [Theory]
    [InlineData("static class Q { public sealed record M; }")]
    [InlineData("sealed class Q { public sealed record M; }")]
    public void Rule_should_point_at_the_argument_when_the_protocol_is_not_marked(string protocol)
    {
        var messages = RuleCheck.Verify($$"""
            {{protocol}}
            [Actor({|EAG006:typeof(Q)|})] sealed partial class A : UntypedActor { [Handles] private void OnM(Q.M message) { } }
            """);

        Assert.Equal(["No dispatch for 'A': 'Q' is not marked [ActorProtocol]"], messages);
    }

    [Theory]
    [InlineData("[ActorProtocol] sealed class {|EAG006:Q|};")]
    [InlineData("[ActorProtocol] static class {|EAG006:Q|}<T>;")]
    [InlineData("[ActorProtocol] file static class {|EAG006:Q|};")]
    public void Rule_should_reject_protocol_when_generated_code_could_not_name_it(string protocol) => RuleCheck.Verify(protocol);

    [Fact]
    public void Rule_should_report_handler_when_its_class_is_not_an_actor()
    {
        var messages = RuleCheck.Verify($$"""
            {{Protocol}}
            abstract class B : UntypedActor { [Handles] private void {|EAG006:OnM|}(P.M message) { } }
            """);

        Assert.Equal(["No dispatch for 'B': it has the handler 'OnM' and is not marked [Actor]"], messages);
    }

    [Theory]
    [InlineData("[Actor]")]
    [InlineData("[Actor(null!)]")]
    [InlineData("[Actor(typeof(Unknown))]")]
    public void Rule_should_stay_silent_when_the_compiler_reports_the_attribute(string attribute) =>
        RuleCheck.Verify($"{Protocol} {attribute} sealed partial class A : UntypedActor {{ {Handler} }}");

    [Fact]
    public void Generator_should_survive_when_the_attribute_stands_on_two_parts() => RuleCheck.Verify($$"""
        {{Protocol}}
        [Actor(typeof(P))] sealed partial class A : UntypedActor { {{Handler}} }
        [Actor(typeof(P))] sealed partial class A;
        """);
}
