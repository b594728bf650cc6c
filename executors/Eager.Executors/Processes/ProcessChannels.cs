namespace Eager.Executors.Processes;

/// <summary>What a worker sends; values are those of the native library.</summary>
[Flags]
internal enum ProcessChannels : uint
{
    None = 0,
    Stdout = 1,
    Stderr = 2,
    Frames = 4,
    Exit = 8,
}
