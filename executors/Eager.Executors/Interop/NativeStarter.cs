namespace Eager.Executors.Interop;

/// <summary>Starts processes from managed strings.</summary>
internal static unsafe class NativeStarter
{
    /// <summary>Calls <c>eager_process_start</c> and returns its status.</summary>
    public static int Start(
        PollerHandle poller,
        ulong token,
        IReadOnlyList<string> command,
        IReadOnlyList<string> environment,
        string directory,
        bool takesInput,
        bool survives,
        out ProcessHandle process,
        out int failedStep)
    {
        using var arguments = new NativeStrings(command);
        using var variables = new NativeStrings(environment);
        using var place = new NativeStrings([directory]);
        var start = new NativeStart
        {
            Path = arguments.Pointers[0],
            Arguments = arguments.Pointers,
            Environment = variables.Pointers,
            Directory = place.Pointers[0],
            TakesInput = takesInput ? 1 : 0,
            Survives = survives ? 1 : 0,
        };
        return NativeProcess.Start(poller, token, start, out process, out failedStep);
    }
}
