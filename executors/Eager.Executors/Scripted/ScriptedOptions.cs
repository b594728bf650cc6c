namespace Eager.Executors.Scripted;

/// <summary>What the scripted backend does.</summary>
public sealed class ScriptedOptions
{
    /// <summary>Path of the script, as docs/backends.md describes it. Null: every statement succeeds at once.</summary>
    public string? File { get; set; }
}
