namespace Eager.Executors.Processes;

/// <summary>The limit for which a process was ended; values are those of the native library.</summary>
internal enum ReachedLimit
{
    None = 0,
    Duration = 1,
    ProcessorTime = 2,
    Memory = 3,
    Processes = 4,
}
