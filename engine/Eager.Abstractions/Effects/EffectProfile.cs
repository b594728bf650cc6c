using System.Collections.Frozen;
using System.Text.Json;
using Eager.Executions;

namespace Eager.Effects;

/// <summary>A named choice of what may happen while a program is still arriving.</summary>
/// <param name="Name">The name and the changes to it, as they are written: <c>sandbox,network=deny</c>.</param>
/// <param name="Rules">What becomes of each class; a class that is not named runs.</param>
public sealed record EffectProfile(string Name, IReadOnlyDictionary<EffectClass, EffectRule> Rules)
{
    private static readonly FrozenDictionary<string, EffectClass> Classes =
        Enum.GetValues<EffectClass>().ToFrozenDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, EffectRule> RuleNames =
        Enum.GetValues<EffectRule>().ToFrozenDictionary(value => value.ToString().ToLowerInvariant());

    /// <summary>Everything happens at once.</summary>
    public static EffectProfile Open { get; } = new("open", FrozenDictionary<EffectClass, EffectRule>.Empty);

    /// <summary>What others could see waits: files that are written, the network, processes, native code.</summary>
    public static EffectProfile Sandbox { get; } = new("sandbox", Holding(
        EffectClass.WriteInside, EffectClass.WriteOutside, EffectClass.Network, EffectClass.Process, EffectClass.NativeCode));

    /// <summary>Everything waits but computing and reading beneath the working directory.</summary>
    public static EffectProfile Strict { get; } = new(
        "strict", Holding([.. Enum.GetValues<EffectClass>().Where(value => value != EffectClass.ReadInside)]));

    /// <summary>
    /// The published gate (arXiv 2604.00491, §3): from the first statement on that names one of a list of modules and functions, the rest of the
    /// program runs after generation; each statement before it is released when the next one arrives.
    /// </summary>
    public static EffectProfile Paper { get; } = new("paper", FrozenDictionary<EffectClass, EffectRule>.Empty) { UsesPublishedGate = true };

    /// <summary>All that can be named.</summary>
    public static IReadOnlyList<EffectProfile> Known { get; } = [Sandbox, Strict, Paper, Open];

    /// <summary>True where statements are held by their names, before they run, instead of effects.</summary>
    public bool UsesPublishedGate { get; private init; }

    /// <summary>True where any effect waits for the end of the program.</summary>
    public bool Holds => Rules.Values.Contains(EffectRule.Hold);

    /// <summary>Reads a profile's name and changes to single classes, with commas between: <c>sandbox,network=deny,time=hold</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what there is.</exception>
    public static EffectProfile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',');
        var profile = Known.FirstOrDefault(known => known.Name == parts[0])
            ?? throw new FormatException($"unknown effects profile '{parts[0]}'; known: {string.Join(", ", Known.Select(known => known.Name))}");
        if (parts.Length == 1)
            return profile;
        var rules = profile.Rules.ToDictionary();
        foreach (var part in parts[1..])
        {
            var (name, rule) = part.Split('=') is [var one, var other] ? (one, other) : (part, "");
            if (!Classes.TryGetValue(name, out var effect))
                throw new FormatException($"unknown class of effects '{name}'; known: {string.Join(", ", Classes.Keys.Order())}");
            rules[effect] = RuleNames.TryGetValue(rule, out var known)
                ? known
                : throw new FormatException($"'{part}' names no rule; known: {string.Join(", ", RuleNames.Keys.Order())}");
            if (known == EffectRule.Stage && effect != EffectClass.WriteInside)
                throw new FormatException($"'{part}': only write_inside can be staged");
        }

        return profile with { Name = text, Rules = rules.ToFrozenDictionary() };
    }

    /// <summary>Why a backend cannot keep these rules, in one line; null where it can.</summary>
    public string? RefusedBy(IBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        if (!backend.HoldsEffects && Rules.Values.Any(rule => rule != EffectRule.Run))
            return $"the backend '{backend.Name}' cannot hold or deny effects of {backend.Language}: take open there";
        return !backend.StagesWrites && Rules.Values.Contains(EffectRule.Stage)
            ? $"the backend '{backend.Name}' cannot stage what programs in {backend.Language} write"
            : null;
    }

    private static FrozenDictionary<EffectClass, EffectRule> Holding(params EffectClass[] classes) =>
        classes.ToFrozenDictionary(value => value, _ => EffectRule.Hold);
}
