namespace Eager.Engine.Tokens;

/// <summary>Sees the program's text as it arrives, freed of whatever its stream wraps it in. It is called on the pipeline's way and must not wait.</summary>
public interface ICodeWatcher
{
    /// <summary>Takes the next bytes, cut anywhere; they are the caller's again afterwards.</summary>
    /// <param name="code">The bytes.</param>
    /// <param name="at">When they arrived, since the session opened.</param>
    void Arrived(ReadOnlySpan<byte> code, TimeSpan at);

    /// <summary>Nothing more arrives, whether the program is whole or not.</summary>
    void Ended();
}
