using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Eager.Engine.Pipeline;

/// <summary>Settings of the engine, validated when the host starts.</summary>
public sealed class EngineOptions
{
    /// <summary>Bounds of every session that names none of its own.</summary>
    [ValidateObjectMembers]
    public SessionLimits Limits { get; set; } = new();

    /// <summary>How long a session may take to end after everything in it was told to.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan DrainDeadline { get; set; } = TimeSpan.FromSeconds(5);
}
