using System.Runtime.InteropServices;

namespace Eager.Executors.Interop;

/// <summary><c>libeager_process</c>; its header says what each function does. Less than 0 is -errno.</summary>
internal static unsafe partial class NativeProcess
{
    public const int TryAgain = -11;
    public const int NoSuchEntry = -2;
    public const int AccessDenied = -13;
    public const int NotAProgram = -8;
    public const int BrokenPipe = -32;

    public const int StepDirectory = 4;
    public const int StepExecute = 5;

    private const string Library = "eager_process";

    [LibraryImport(Library, EntryPoint = "eager_poller_new")]
    public static partial int NewPoller(out PollerHandle poller);

    [LibraryImport(Library, EntryPoint = "eager_poller_wait")]
    public static partial int Wait(PollerHandle poller, Span<NativeWake> wakes, int capacity, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "eager_poller_free")]
    public static partial void FreePoller(nint poller);

    [LibraryImport(Library, EntryPoint = "eager_process_start")]
    public static partial int Start(
        PollerHandle poller, ulong token, in NativeStart start, out ProcessHandle process, out int failedStep);

    [LibraryImport(Library, EntryPoint = "eager_process_pid")]
    public static partial int Pid(ProcessHandle process);

    [LibraryImport(Library, EntryPoint = "eager_process_arm")]
    public static partial int Arm(ProcessHandle process, uint reason);

    [LibraryImport(Library, EntryPoint = "eager_process_ready")]
    public static partial int Ready(ProcessHandle process);

    [LibraryImport(Library, EntryPoint = "eager_process_available")]
    public static partial int Available(ProcessHandle process, uint channel);

    [LibraryImport(Library, EntryPoint = "eager_process_read")]
    public static partial nint Read(ProcessHandle process, uint channel, Span<byte> bytes, nuint capacity);

    [LibraryImport(Library, EntryPoint = "eager_process_write")]
    public static partial nint Write(ProcessHandle process, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "eager_process_write_input")]
    public static partial nint WriteInput(ProcessHandle process, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "eager_process_end_input")]
    public static partial void EndInput(ProcessHandle process);

    [LibraryImport(Library, EntryPoint = "eager_process_signal")]
    public static partial int Signal(ProcessHandle process, int signal);

    [LibraryImport(Library, EntryPoint = "eager_process_limit")]
    public static partial int Limit(ProcessHandle process, in NativeLimits limits);

    [LibraryImport(Library, EntryPoint = "eager_process_kill")]
    public static partial int Kill(ProcessHandle process);

    [LibraryImport(Library, EntryPoint = "eager_process_reap")]
    public static partial int Reap(ProcessHandle process, out NativeExit how);

    [LibraryImport(Library, EntryPoint = "eager_process_free")]
    public static partial void FreeProcess(nint process);
}
