using Eager.Generators.Tests.Compiling;

namespace Eager.Generators.Tests;

public sealed class MessageRuleTests
{
    [Theory]
    [InlineData("public record {|EAG004:M|};")]
    [InlineData("public abstract record {|EAG004:M|};")]
    [InlineData("public sealed class {|EAG004:M|} { }")]
    [InlineData("public record struct {|EAG004:M|}(int Id);")]
    [InlineData("public struct {|EAG004:M|} { }")]
    [InlineData("public sealed record {|EAG004:M|}<T>(T Value);")]
    public void Rule_should_reject_message_when_its_kind_is_not_immutable(string message) => Verify(message);

    [Theory]
    [InlineData("public sealed record M { public int {|EAG004:Id|} { get; set; } }")]
    [InlineData("public sealed record M { public int {|EAG004:Id|} { get; private set; } }")]
    [InlineData("public sealed record M { private int {|EAG004:_id|}; }")]
    [InlineData("public sealed record M { public event Action? {|EAG004:Done|}; }")]
    [InlineData("public sealed record M { public int {|EAG004:this|}[int i] { get => i; set { } } }")]
    public void Rule_should_reject_message_when_a_member_can_be_written(string message) => Verify(message);

    [Theory]
    [InlineData("byte[]")]
    [InlineData("byte[]?")]
    [InlineData("List<int>")]
    [InlineData("IList<int>")]
    [InlineData("ICollection<int>")]
    [InlineData("Dictionary<int, string>")]
    [InlineData("IDictionary<int, string>")]
    [InlineData("HashSet<int>")]
    [InlineData("Queue<int>")]
    [InlineData("PriorityQueue<int, int>")]
    [InlineData("Memory<byte>")]
    [InlineData("Memory<byte>?")]
    [InlineData("ArraySegment<byte>")]
    [InlineData("System.Text.StringBuilder")]
    [InlineData("System.Collections.ArrayList")]
    [InlineData("System.Collections.BitArray")]
    [InlineData("System.Collections.Concurrent.ConcurrentQueue<int>")]
    [InlineData("System.Collections.ObjectModel.ObservableCollection<int>")]
    [InlineData("ImmutableArray<int>.Builder")]
    [InlineData("ImmutableArray<byte[]>")]
    [InlineData("IReadOnlyList<List<int>>")]
    [InlineData("(int Id, byte[] Bytes)")]
    public void Rule_should_reject_message_when_it_holds_a_mutable_type(string type)
    {
        Verify($"public sealed record M({type} {{|EAG004:Value|}});");
        Verify($"public sealed record M {{ private readonly {type} {{|EAG004:_value|}} = default!; }}");
    }

    [Theory]
    [InlineData("int?")]
    [InlineData("string")]
    [InlineData("Exception")]
    [InlineData("IActorRef")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("ImmutableArray<int>")]
    [InlineData("ImmutableDictionary<int, string>")]
    [InlineData("IImmutableList<int>")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("IReadOnlyDictionary<int, string>")]
    [InlineData("IEnumerable<int>")]
    [InlineData("System.Collections.Frozen.FrozenSet<int>")]
    [InlineData("System.Collections.ObjectModel.ReadOnlyCollection<int>")]
    [InlineData("Func<byte[]>")]
    [InlineData("(int Id, string Name)")]
    public void Rule_should_accept_message_when_its_parts_are_immutable(string type)
    {
        Verify($"public sealed record M({type} Value);");
        Verify($"public readonly record struct M({type} Value);");
    }

    [Theory]
    [InlineData("public sealed record M { public static int Count; public static readonly M Instance = new(); }")]
    [InlineData("public sealed record M { public const int Limit = 1; public int Id { get; init; } }")]
    [InlineData("public sealed record M(int Id) { public byte[] Copy() => []; public int[] Fresh => [Id]; }")]
    [InlineData("public readonly struct M { public int Id { get; } }")]
    public void Rule_should_accept_message_when_nothing_in_it_can_change(string message) => Verify(message);

    [Fact]
    public void Rule_should_report_at_the_message_when_its_base_record_is_mutable() => RuleCheck.Verify("""
        abstract record Origin { public int Id { get; set; } }
        [ActorProtocol] static class P { internal sealed record {|EAG004:M|} : Origin; }
        """);

    [Fact]
    public void Rule_should_report_once_when_two_actors_share_a_protocol()
    {
        var messages = RuleCheck.Verify("""
            [ActorProtocol] static class P { public sealed record M(int[] {|EAG004:Ids|}); }
            [Actor(typeof(P))] sealed partial class A : UntypedActor { [Handles] private void On(P.M message) { } }
            [Actor(typeof(P))] sealed partial class B : UntypedActor { [Handles] private void On(P.M message) { } }
            """);

        Assert.Equal(["Message 'M' must be immutable: 'Ids' holds a mutable 'int[]', use an immutable or read-only type"], messages);
    }

    private static void Verify(string message) => RuleCheck.Verify($$"""[ActorProtocol] static class P { {{message}} }""");
}
