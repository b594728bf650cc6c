using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary><c>eager_start</c>. The strings are the caller's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeStart
{
    public byte* Path;
    public byte** Arguments;
    public byte** Environment;
    public byte* Directory;
    public int* Descriptors;
    public int DescriptorCount;
    public int TakesInput;
    public byte* Warden;
    public byte** Wrapper;
    public int Forks;
    public nint Parent;
    public int Filtered;
    public NativeLimits Limits;
}
