using System.Text.Json.Serialization;
using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Server.Problems;

namespace Eager.Server.Executions;

/// <summary>What an execution is asked to be: the JSON body of <c>POST /v1/sessions/{id}/executions</c>, or its query where the body is the code.</summary>
internal sealed record ExecutionSettings
{
    /// <summary>The whole code; null for an execution that takes it in pieces.</summary>
    public string? Code { get; init; }

    /// <summary><c>eager</c>, or <c>serial</c>: when the code is complete.</summary>
    public string Mode { get; init; } = "eager";

    /// <summary><c>interrupt</c>, or <c>report</c>: lets the generation go on and reports at its end.</summary>
    public string OnError { get; init; } = "interrupt";

    /// <summary>Show the value of the last expression, and figures, as a notebook does.</summary>
    public bool Display { get; init; }

    /// <summary>Allow <c>await</c> outside of functions.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>The program's own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <exception cref="ProblemException">It is neither.</exception>
    [JsonIgnore]
    public ExecutionMode ExecutionMode => Mode switch
    {
        "eager" => ExecutionMode.Eager,
        "serial" => ExecutionMode.Serial,
        _ => throw Problem.InvalidRequest.With($"mode: '{Mode}' is neither eager nor serial"),
    };

    /// <exception cref="ProblemException">It is neither.</exception>
    [JsonIgnore]
    public ErrorPolicy ErrorPolicy => OnError switch
    {
        "interrupt" => ErrorPolicy.Interrupt,
        "report" => ErrorPolicy.Report,
        _ => throw Problem.InvalidRequest.With($"on_error: '{OnError}' is neither interrupt nor report"),
    };
}
