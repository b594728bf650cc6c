using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary><c>eager_stage_result</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeStageResult
{
    public readonly long Moved;
    public readonly long Replaced;
}
