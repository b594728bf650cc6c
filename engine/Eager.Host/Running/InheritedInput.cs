using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Eager.Host.Running;

/// <summary>
/// The command's standard input, read with read(2). The console's own stream would set up the terminal, and print what sets it up among the program's
/// output.
/// </summary>
internal static partial class InheritedInput
{
    private const int Descriptor = 0;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    public static Stream Open() => IsInherited()
        ? new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Read, bufferSize: 0)
        : Stream.Null;

    /// <summary>False where the caller closed the descriptor: what has its number then was opened by the runtime, which marks all that it opens.</summary>
    private static bool IsInherited() => Fcntl(Descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command);
}
