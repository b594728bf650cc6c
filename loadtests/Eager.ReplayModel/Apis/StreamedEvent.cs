using System.Text.Json.Nodes;

namespace Eager.ReplayModel.Apis;

/// <summary>A server-sent event.</summary>
/// <param name="Name">Its <c>event</c> field; null where the API has none.</param>
/// <param name="Data">Its <c>data</c> field.</param>
/// <param name="IsToken">True where it carries generated text, and so takes a token's time.</param>
public sealed record StreamedEvent(string? Name, string Data, bool IsToken)
{
    /// <summary>An event of the APIs that name their events by the type in them.</summary>
    public static StreamedEvent Of(JsonObject data, bool isToken = false) => new((string?)data["type"], data.ToJsonString(), isToken);
}
