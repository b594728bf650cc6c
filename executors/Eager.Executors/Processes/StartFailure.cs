using Eager.Executions;
using Eager.Executors.Interop;

namespace Eager.Executors.Processes;

/// <summary>Says in one line why a worker did not start.</summary>
internal static class StartFailure
{
    public static BackendUnavailableException Of(ProcessStart start, int status, int failedStep) => new(failedStep switch
    {
        _ when start.Parent is not null => $"the {start.Name} cannot be forked: {NativeFailure.Describe(status)}",
        NativeProcess.StepDirectory =>
            $"the working directory {start.WorkingDirectory} cannot be entered: {NativeFailure.Describe(status)}",
        NativeProcess.StepExecute => $"{start.Program} cannot be started as the {start.Name}: {Reason(status)}",
        _ => $"the {start.Name} cannot be started: {NativeFailure.Describe(status)}",
    });

    private static string Reason(int status) => status switch
    {
        NativeProcess.NoSuchEntry => "there is no such program",
        NativeProcess.AccessDenied => "it may not be executed",
        NativeProcess.NotAProgram => "it is no program",
        _ => NativeFailure.Describe(status),
    };
}
