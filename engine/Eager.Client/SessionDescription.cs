using System.Text.Json;

namespace Eager.Client;

/// <summary>A session as the server describes it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Language">Language of its programs.</param>
/// <param name="Backend">What runs them.</param>
/// <param name="State"><c>idle</c>, <c>open</c> while an execution takes code, <c>running</c> while one runs on.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Running">The execution that has not ended; null where none is.</param>
/// <param name="Executions">Executions whose results are kept, oldest first.</param>
public sealed record SessionDescription(
    string Id, string Language, string Backend, string State, DateTimeOffset Created, string? Running, IReadOnlyList<string> Executions)
{
    internal static SessionDescription Read(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("language").GetString()!,
        json.GetProperty("backend").GetString()!,
        json.GetProperty("state").GetString()!,
        json.GetProperty("created").GetDateTimeOffset(),
        json.GetProperty("running").GetString(),
        [.. json.GetProperty("executions").EnumerateArray().Select(id => id.GetString()!)]);
}
