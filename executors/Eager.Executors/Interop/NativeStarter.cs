using Eager.Executors.Processes;

namespace Eager.Executors.Interop;

/// <summary>Starts processes from managed strings.</summary>
internal static unsafe class NativeStarter
{
    private static readonly string Warden = Path.Combine(AppContext.BaseDirectory, "eager_warden");

    /// <summary>Calls <c>eager_process_start</c> and returns its status.</summary>
    public static int Start(PollerHandle poller, ulong token, ProcessStart process, out ProcessHandle handle, out int failedStep)
    {
        using var arguments = new NativeStrings([process.Program, .. process.Arguments]);
        using var variables = new NativeStrings(process.Environment);
        using var wrapper = new NativeStrings(process.Wrapper);
        using var places = new NativeStrings([process.WorkingDirectory, Warden]);
        var start = new NativeStart
        {
            Path = arguments.Pointers[0],
            Arguments = arguments.Pointers,
            Environment = variables.Pointers,
            Directory = places.Pointers[0],
            Warden = places.Pointers[1],
            Wrapper = process.Wrapper.Count == 0 ? null : wrapper.Pointers,
            Forks = process.Forks ? 1 : 0,
            Filtered = process.Filtered ? 1 : 0,
            Limits = new NativeLimits(process.Limits),
            TakesInput = process.TakesInput ? 1 : 0,
        };
        using var parent = process.Parent?.Lend();
        start.Parent = parent?.Address ?? 0;
        return NativeProcess.Start(poller, token, start, out handle, out failedStep);
    }
}
