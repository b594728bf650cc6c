using System.Text.Json;
using System.Text.Json.Serialization;
using Eager.Executions;

namespace Eager.Executors.Scripted;

/// <summary>What a scripted backend does: docs/backends.md.</summary>
internal sealed record Script
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Milliseconds that a session takes to open.</summary>
    public double OpenMs { get; init; }

    /// <summary>Why no session opens; null where one does.</summary>
    public string? Refuse { get; init; }

    /// <summary>Batches taken ahead.</summary>
    public int Slots { get; init; } = 64;

    /// <summary>What statements do; the first rule that fits decides. A statement that none fits succeeds at once.</summary>
    public IReadOnlyList<ScriptRule> Statements { get; init; } = [];

    /// <summary>What a complete program does at its end.</summary>
    public ScriptRule End { get; init; } = new();

    [JsonIgnore]
    public TimeSpan OpenDuration => TimeSpan.FromMilliseconds(OpenMs);

    /// <exception cref="BackendUnavailableException">The file is missing or is no script.</exception>
    public static Script Load(string file)
    {
        try
        {
            var script = JsonSerializer.Deserialize<Script>(File.ReadAllBytes(file), Format) ?? throw new JsonException("it is null");
            if (script.Slots < 1 || script.OpenMs < 0 || script.Statements.Append(script.End).Any(rule => rule.Ms < 0 || rule.Repeat < 1))
                throw new JsonException("slots and repeat are at least 1, times at least 0");
            return script;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackendUnavailableException($"the script {file} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new BackendUnavailableException($"the script {file} cannot be understood: {e.Message}", e);
        }
    }

    /// <summary>What a statement does.</summary>
    /// <param name="index">Its number in the program.</param>
    /// <param name="text">Its text, without white space around it.</param>
    public ScriptRule RuleFor(int index, string text) =>
        Statements.Select(rule => rule.Applied(index, text)).OfType<ScriptRule>().FirstOrDefault() ?? new ScriptRule();
}
