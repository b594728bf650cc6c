namespace Eager.Wire;

/// <summary>What a frame carries. Values are those of the protocol; the highest bit is set in frames of the worker.</summary>
public enum FrameType : byte
{
    Open = 0x01,
    Unit = 0x02,
    End = 0x03,
    Hello = 0x81,
    UnitFinished = 0x82,
    Error = 0x83,
    ProgramFinished = 0x84,
    Display = 0x85,
    Held = 0x86,
    Resumed = 0x87,
    Kept = 0x88,
}
