namespace Eager.Engine.Pipeline;

/// <summary>What a failing statement does to the generation.</summary>
public enum ErrorPolicy
{
    /// <summary>Stops it at once.</summary>
    Interrupt,

    /// <summary>Lets it go on; the error is reported when the stream has ended.</summary>
    Report,
}
