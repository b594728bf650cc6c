using Eager.Effects;

namespace Eager.Wire;

/// <summary>The json that stands behind a unit's number.</summary>
internal static class JsonPayload
{
    public sealed record Display(bool Result, IReadOnlyDictionary<string, string> Data);

    public sealed record Held(EffectClass Class, string What, long AtNs);

    public sealed record Resumed(long AtNs);
}
