using System.Text.Json.Nodes;

namespace Eager.Server.Proxy.Calls;

/// <summary>What became of a call.</summary>
/// <param name="CallId">Id of the call.</param>
/// <param name="Content">In words, for the model that made it.</param>
/// <param name="Execution">Address of the execution; null where none began.</param>
/// <param name="Exit">Exit status of the program; null where it has none.</param>
internal sealed record CallResult(string CallId, string Content, string? Execution, int? Exit)
{
    public JsonObject ToJson() => new() { ["call_id"] = CallId, ["content"] = Content, ["execution"] = Execution, ["exit"] = Exit };
}
