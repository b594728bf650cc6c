using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary>Owns an <c>eager_process</c>; freed when no call is inside it any more.</summary>
internal sealed class ProcessHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeProcess.FreeProcess(handle);
        return true;
    }
}
