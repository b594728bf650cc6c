using System.Text.Json;

namespace Eager.ReplayModel.Apis;

/// <summary>What a client asked for, as far as an answer depends on it.</summary>
/// <param name="Model">Name of the model, which may name an answer.</param>
/// <param name="IsStreamed">True where the answer is to be streamed.</param>
/// <param name="Tool">The first tool that takes code, or else the first; null where there is none.</param>
public sealed record ModelRequest(string Model, bool IsStreamed, ToolDeclaration? Tool)
{
    private static readonly string[] CodeMembers = ["code", "source", "source_code", "script", "program", "python", "python_code", "csharp"];

    /// <exception cref="FormatException">The body is not what the APIs take; the message is one line.</exception>
    public static ModelRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new FormatException("the body is no JSON object");
        var model = body.TryGetProperty("model", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "replay";
        var streamed = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        ToolDeclaration[] tools = body.TryGetProperty("tools", out var declared) && declared.ValueKind == JsonValueKind.Array
            ? [.. declared.EnumerateArray().Select(Declared).OfType<ToolDeclaration>()]
            : [];
        return new ModelRequest(model, streamed, tools.FirstOrDefault(tool => CodeMembers.Contains(tool.Member)) ?? tools.FirstOrDefault());
    }

    /// <summary>Chat completions wrap a function, Responses flatten it, and Messages call its schema <c>input_schema</c>.</summary>
    private static ToolDeclaration? Declared(JsonElement declared)
    {
        if (declared.ValueKind != JsonValueKind.Object)
            return null;
        var function = declared.TryGetProperty("function", out var wrapped) ? wrapped : declared;
        if (!function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            return null;
        var hasSchema = function.TryGetProperty("parameters", out var schema) || function.TryGetProperty("input_schema", out schema);
        return new ToolDeclaration(name.GetString()!, hasSchema ? Member(schema) : CodeMembers[0]);
    }

    private static string Member(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return CodeMembers[0];
        string[] names = [.. properties.EnumerateObject().Select(property => property.Name)];
        return names.FirstOrDefault(name => CodeMembers.Contains(name)) ?? names.FirstOrDefault() ?? CodeMembers[0];
    }
}
