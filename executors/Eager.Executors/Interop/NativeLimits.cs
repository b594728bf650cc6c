using System.Runtime.InteropServices;
using Eager.Executions;

namespace Eager.Executors.Interop;

/// <summary><c>eager_limits</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeLimits(ProgramLimits limits)
{
    public readonly long DurationMilliseconds = Milliseconds(limits.Duration);
    public readonly long ProcessorMilliseconds = Milliseconds(limits.ProcessorTime);
    public readonly long MemoryBytes = limits.MemoryBytes ?? 0;
    public readonly long Processes = limits.Processes ?? 0;
    public readonly long FileBytes = limits.FileBytes ?? 0;
    public readonly long OpenFiles = limits.OpenFiles ?? 0;

    private static long Milliseconds(TimeSpan? time) => time is { } some ? Math.Max(1, (long)some.TotalMilliseconds) : 0;
}
