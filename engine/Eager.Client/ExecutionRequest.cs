using System.Text.Json;
using Eager.Events;

namespace Eager.Client;

/// <summary>What an execution is asked to be.</summary>
public sealed record ExecutionRequest
{
    /// <summary>When statements execute.</summary>
    public ExecutionMode Mode { get; init; } = ExecutionMode.Eager;

    /// <summary>True to let the generation go on when a statement fails, and to report at its end.</summary>
    public bool ReportsAtTheEnd { get; init; }

    /// <summary>Show the value of the last expression, and figures, as a notebook does.</summary>
    public bool Display { get; init; }

    /// <summary>Allow <c>await</c> outside of functions.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>The program's own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("mode", Mode == ExecutionMode.Serial ? "serial" : "eager");
        json.WriteString("on_error", ReportsAtTheEnd ? "report" : "interrupt");
        json.WriteBoolean("display", Display);
        json.WriteBoolean("top_level_await", TopLevelAwait);
        json.WriteStartArray("arguments");
        foreach (var argument in Arguments)
            json.WriteStringValue(argument);
        json.WriteEndArray();
    }
}
