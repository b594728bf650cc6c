using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary>Owns an <c>eager_poller</c>.</summary>
internal sealed class PollerHandle() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeProcess.FreePoller(handle);
        return true;
    }
}
