using Eager.Executors.Processes;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Workers;

/// <summary>What is worth knowing of a worker's life; never what it runs or prints.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Worker} {Pid} is ready: {Language} {Version}")]
    public static partial void Ready(ILogger logger, string worker, int pid, string language, string version);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Worker} {Pid} {Exit}; loss: {Loss}")]
    public static partial void Exited(ILogger logger, string worker, int pid, ProcessExit exit, string? loss);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Worker} {Pid} and its descendants are ended")]
    public static partial void Ended(ILogger logger, string worker, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No worker was made ready: {Why}")]
    public static partial void PoolFailed(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The input of worker {Pid} broke off: {Why}")]
    public static partial void InputFailed(ILogger logger, int pid, string why);
}
