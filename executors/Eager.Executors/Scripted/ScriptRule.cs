using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Eager.Executors.Scripted;

/// <summary>What a statement does, and which statements do it.</summary>
internal sealed record ScriptRule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex? _pattern;

    /// <summary>Number of the statement, from 0; null for any.</summary>
    public int? Statement { get; init; }

    /// <summary>Regular expression that the whole statement matches; null for any. Its groups are $1 and so on in the texts below.</summary>
    public string? Text
    {
        get => _pattern?.ToString();
        init => _pattern = value is null ? null : new Regex($"^(?:{value})$", RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>Milliseconds it takes.</summary>
    public double Ms { get; init; }

    /// <summary>True where it never ends by itself.</summary>
    public bool Hang { get; init; }

    /// <summary>What it prints at its start.</summary>
    public string Stdout { get; init; } = "";

    public string Stderr { get; init; } = "";

    /// <summary>How often it prints that.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>What it shows, by MIME type.</summary>
    public IReadOnlyDictionary<string, string>? Display { get; init; }

    /// <summary>How it fails: a type, a colon, a message. Null where it does not.</summary>
    public string? Error { get; init; }

    /// <summary>True for text that is not valid: a probe of it fails.</summary>
    public bool Invalid { get; init; }

    /// <summary>Status with which it asks the program to exit, as text; null where it does not.</summary>
    public string? Exit { get; init; }

    /// <summary>Status with which the program's process ends at once, as text.</summary>
    public string? Quit { get; init; }

    /// <summary>Why the backend is lost at once.</summary>
    public string? Lose { get; init; }

    [JsonIgnore]
    public TimeSpan Duration => Hang ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Ms);

    /// <summary>The rule with the statement's groups in its texts; null where it does not fit the statement.</summary>
    public ScriptRule? Applied(int index, string text)
    {
        if (Statement is { } wanted && wanted != index)
            return null;
        if (_pattern?.Match(text) is not { } match)
            return this;
        return !match.Success ? null : this with
        {
            Stdout = match.Result(Stdout),
            Stderr = match.Result(Stderr),
            Error = Error is null ? null : match.Result(Error),
            Exit = Exit is null ? null : match.Result(Exit),
            Quit = Quit is null ? null : match.Result(Quit),
            Lose = Lose is null ? null : match.Result(Lose),
            Display = Display?.ToDictionary(form => form.Key, form => match.Result(form.Value)),
        };
    }
}
