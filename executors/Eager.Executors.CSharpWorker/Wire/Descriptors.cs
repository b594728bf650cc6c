using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Eager.Executors.CSharpWorker.Wire;

/// <summary>System calls on descriptors, and the process's abrupt end.</summary>
internal static partial class Descriptors
{
    private const int DuplicateCloseOnExec = 1030;
    private const short Readable = 1;

    /// <summary>Where programs seldom look.</summary>
    private const int High = 200;

    /// <summary>Moves a descriptor out of the program's way; children do not inherit it.</summary>
    /// <exception cref="IOException">It is not open.</exception>
    public static SafeFileHandle Take(int descriptor)
    {
        var moved = Control(descriptor, DuplicateCloseOnExec, High);
        if (moved < 0)
            throw new IOException($"descriptor {descriptor} is not open");
        _ = Close(descriptor);
        return new SafeFileHandle(moved, ownsHandle: true);
    }

    /// <summary>True where a read would not wait.</summary>
    public static unsafe bool IsReadable(SafeFileHandle handle)
    {
        var poll = new Poll { Descriptor = (int)handle.DangerousGetHandle(), Events = Readable };
        return PollAll(&poll, 1, 0) > 0;
    }

    /// <summary>Ends the process at once: no handler runs.</summary>
    public static void EndNow(int status) => ExitNow(status);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int PollAll(Poll* polls, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
