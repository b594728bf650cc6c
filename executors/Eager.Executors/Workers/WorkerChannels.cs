namespace Eager.Executors.Workers;

/// <summary>What a worker sends; values are those of the native library.</summary>
[Flags]
internal enum WorkerChannels : uint
{
    None = 0,
    Stdout = 1,
    Stderr = 2,
    Frames = 4,
    Exit = 8,
}
