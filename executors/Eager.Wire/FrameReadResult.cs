namespace Eager.Wire;

/// <summary>What a buffer holds at its start.</summary>
public enum FrameReadResult
{
    /// <summary>The beginning of a frame, or nothing.</summary>
    NeedMore,

    /// <summary>A whole frame.</summary>
    Complete,

    /// <summary>No frame: the payload is too long, the type unknown, or reserved bytes are set. The stream cannot be read on.</summary>
    Malformed,
}
