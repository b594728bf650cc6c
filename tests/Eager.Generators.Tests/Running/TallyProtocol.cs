using Eager.Engine.Dispatch;

namespace Eager.Generators.Tests.Running;

[ActorProtocol]
internal static class TallyProtocol
{
    public sealed record Add(int Amount);

    public sealed record Report
    {
        public static readonly Report Instance = new();
    }

    /// <summary>Asks how many bytes <paramref name="Dispatches"/> dispatches of messages made beforehand allocate.</summary>
    public sealed record Measure(int Dispatches);

    public readonly record struct Subtract(int Amount);
}
