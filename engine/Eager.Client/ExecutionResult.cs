using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;

namespace Eager.Client;

/// <summary>What an execution has come to.</summary>
public sealed record ExecutionResult
{
    /// <summary>Name of the execution.</summary>
    public required string Id { get; init; }

    /// <summary><c>open</c> while it takes code, <c>running</c>, <c>ended</c>.</summary>
    public required string State { get; init; }

    /// <summary>Bytes of code that the server has taken.</summary>
    public required long CodeBytes { get; init; }

    /// <summary>The beginning of what the program wrote to its standard output.</summary>
    public required string Stdout { get; init; }

    /// <summary>The beginning of what the program wrote to its standard error.</summary>
    public required string Stderr { get; init; }

    /// <summary>True where one of the two is not all.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>What the program showed.</summary>
    public required IReadOnlyList<MimeBundle> Displays { get; init; }

    /// <summary>Files that were made or changed; complete when the execution has ended.</summary>
    public required IReadOnlyList<string> ChangedFiles { get; init; }

    /// <summary>How long it waited for a place.</summary>
    public required TimeSpan Queued { get; init; }

    /// <summary>The summary; null while the program runs, and where <see cref="Fault"/> says why there is none.</summary>
    public required SessionSummary? Summary { get; init; }

    /// <summary>Why the execution was ended from outside, or what part of the server failed; null where neither.</summary>
    public required string? Fault { get; init; }

    internal static ExecutionResult Read(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetString()!,
        State = json.GetProperty("state").GetString()!,
        CodeBytes = json.GetProperty("code_bytes").GetInt64(),
        Stdout = json.GetProperty("stdout").GetString()!,
        Stderr = json.GetProperty("stderr").GetString()!,
        IsTruncated = json.GetProperty("stdout_truncated").GetBoolean() || json.GetProperty("stderr_truncated").GetBoolean(),
        Displays = [.. json.GetProperty("displays").EnumerateArray().Select(Forms)],
        ChangedFiles = [.. json.GetProperty("changed_files").EnumerateArray().Select(path => path.GetString()!)],
        Queued = TimeSpan.FromMilliseconds(json.GetProperty("queue_ms").GetDouble()),
        Summary = json.GetProperty("summary") is { ValueKind: JsonValueKind.Object } summary ? SummaryJsonReader.Read(summary) : null,
        Fault = json.GetProperty("fault").GetString(),
    };

    private static MimeBundle Forms(JsonElement display) =>
        new(display.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!));
}
