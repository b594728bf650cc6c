namespace Eager.Server.Description;

/// <summary>A body.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Example">One that is taken, or given.</param>
/// <param name="Type">The type that a JSON body is read as; null where its schema is that of the example.</param>
internal sealed record ApiContent(string MediaType, string Example, Type? Type = null)
{
    public static ApiContent Json(string example, Type? type = null) => new("application/json", example, type);
}
