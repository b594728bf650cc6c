using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary><c>eager_wake</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeWake
{
    public readonly ulong Token;
    public readonly uint Reason;
    public readonly uint Reserved;
}
