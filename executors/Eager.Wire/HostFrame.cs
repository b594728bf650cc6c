using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Wire;

/// <summary>A frame from the host to a worker. The family is closed.</summary>
public abstract record HostFrame
{
    private protected HostFrame()
    {
    }
}

/// <summary>How the program sees itself. Exactly once, first.</summary>
/// <param name="File">Name of the program's file; a name in angle brackets is no file.</param>
/// <param name="Arguments">The program's own arguments, its name first.</param>
/// <param name="WorkingDirectory">Absolute path of the directory it runs in.</param>
public sealed record OpenFrame(
    string File,
    [property: JsonPropertyName("argv")] IReadOnlyList<string> Arguments,
    [property: JsonPropertyName("cwd")] string WorkingDirectory) : HostFrame
{
    /// <summary>True to send what is to be shown.</summary>
    public bool Display { get; init; }

    /// <summary>True to allow <c>await</c> at top level.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>What becomes of effects while the program is still arriving; what is not named runs.</summary>
    public IReadOnlyDictionary<EffectClass, EffectRule> Effects
    {
        get;
        init => field = value ?? ImmutableDictionary<EffectClass, EffectRule>.Empty; // absent from a frame is null to its reader
    } = ImmutableDictionary<EffectClass, EffectRule>.Empty;
}

/// <summary>Text to execute.</summary>
/// <param name="Id">Number of the unit.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">First byte in the program.</param>
/// <param name="Line">Line of that byte, from 1.</param>
/// <param name="Source">The text, UTF-8.</param>
public sealed record UnitFrame(uint Id, UnitKind Kind, long Offset, int Line, ReadOnlyMemory<byte> Source) : HostFrame;

/// <summary>The end of the program. Exactly once, last.</summary>
/// <param name="Ending">How the stream ended.</param>
/// <param name="Remainder">Text after the last unit.</param>
public sealed record EndFrame(ProgramEnding Ending, ReadOnlyMemory<byte> Remainder) : HostFrame;
