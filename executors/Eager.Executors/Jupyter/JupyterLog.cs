using Microsoft.Extensions.Logging;

namespace Eager.Executors.Jupyter;

/// <summary>What is worth knowing of servers and kernels; never what they run or print.</summary>
internal static partial class JupyterLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The Jupyter server {Pid} was started on port {Port}")]
    public static partial void ServerStarted(ILogger logger, int pid, int port);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The Jupyter kernel {Kernel} is ready: {Implementation} for {Language}")]
    public static partial void KernelReady(ILogger logger, string kernel, string implementation, string language);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Jupyter kernel {Kernel} could not be {Action}: {Why}")]
    public static partial void KernelFailed(ILogger logger, string kernel, string action, string why);
}
