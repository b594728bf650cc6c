using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary><c>eager_exit</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeExit
{
    public readonly int Status;
    public readonly int Signal;
    public readonly int Limit;
    public readonly long Used;
}
