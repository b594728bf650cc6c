using System.Text.Json;
using Eager.Statements;

namespace Eager.Events.Json;

/// <summary>
/// Statements as JSON. <c>start</c> and <c>end</c> bound the extent, so those of consecutive statements touch; <c>line</c> and <c>end_line</c>,
/// <c>code_start</c> and <c>code_end</c> are those of the code itself.
/// <c>role</c> and <c>depth</c> are there for the parts of an open statement.
/// </summary>
public static class StatementJson
{
    /// <summary>Writes a boundary as one object.</summary>
    public static void Write(Utf8JsonWriter json, in StatementBoundary boundary)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        WriteMembers(json, boundary);
        json.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter json, in StatementBoundary boundary)
    {
        json.WriteNumber("index", boundary.Index);
        json.WriteString("kind", JsonNames.Of(boundary.Kind));
        json.WriteNumber("start", boundary.Extent.Start);
        json.WriteNumber("end", boundary.Extent.End);
        json.WriteNumber("line", boundary.Code.Line);
        json.WriteNumber("end_line", boundary.Code.EndLine);
        json.WriteNumber("code_start", boundary.Code.Start);
        json.WriteNumber("code_end", boundary.Code.End);
        json.WriteNumber("released_at", boundary.ReleasedAt);
        if (boundary.Role == StatementRole.Whole)
            return;
        json.WriteString("role", JsonNames.Of(boundary.Role));
        json.WriteNumber("depth", boundary.Depth);
    }
}
