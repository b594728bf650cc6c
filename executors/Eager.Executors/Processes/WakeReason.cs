namespace Eager.Executors.Processes;

/// <summary>What a poller reports; values are those of the native library.</summary>
internal enum WakeReason : uint
{
    Readable = 0,
    Writable = 1,
    Exited = 2,
    InputWritable = 3,
}
