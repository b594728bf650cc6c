using Eager.Executions;
using Eager.Executors.Jupyter.Server;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>Starts a kernel for one program and makes it ready.</summary>
internal static class KernelStart
{
    /// <param name="server">Where.</param>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="options">How the program sees itself, as far as the kernel can be told.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="logger">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Gives up; the kernel is ended.</param>
    /// <exception cref="KernelLostException">The server or the kernel does not do as it should.</exception>
    public static async ValueTask<KernelSession> OpenAsync(
        JupyterServer server, string name, BackendSessionOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = await KernelConnection.StartAsync(server, name, options.WorkingDirectory, time, logger, cancellationToken).ConfigureAwait(false);
        try
        {
            var asked = time.GetUtcNow();
            var hello = await AskAsync(connection, KernelRequest.Introduction(), "kernel_info_reply", cancellationToken).ConfigureAwait(false);
            var clock = new KernelClock(time, asked, hello.Date);
            var implementation = hello.Text("implementation") ?? "";
            JupyterLog.KernelReady(logger, connection.Kernel, implementation, name);
            var isIPython = implementation == IPythonKernel.Implementation;
            if (isIPython)
                await PrepareAsync(connection, options, cancellationToken).ConfigureAwait(false);
            return new KernelSession(connection, new KernelConversation(clock, options), options, isIPython, time);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask PrepareAsync(KernelConnection connection, BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var request = KernelRequest.Execute(IPythonKernel.Preparation(options), silent: true);
        var reply = await AskAsync(connection, request, "execute_reply", cancellationToken).ConfigureAwait(false);
        if (reply.Text("status") != "ok")
            throw new KernelLostException($"the Jupyter kernel cannot be made ready: {reply.Text("ename")}: {reply.Text("evalue")}");
    }

    private static async ValueTask<KernelMessage> AskAsync(
        KernelConnection connection, KernelRequest request, string reply, CancellationToken cancellationToken)
    {
        await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var message = await connection.Messages.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (message.Parent == request.Id && message.Type == reply)
                return message;
        }
    }
}
