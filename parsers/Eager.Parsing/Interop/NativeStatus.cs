namespace Eager.Parsing.Interop;

/// <summary><c>EagerStatus</c>.</summary>
internal enum NativeStatus
{
    Ok = 0,
    OutOfMemory = -1,
    UnknownLanguage = -2,
    BadQuery = -3,
    TooLong = -4,
    Ended = -5,
}
