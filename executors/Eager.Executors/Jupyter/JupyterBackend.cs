using Eager.Executions;
using Eager.Executors.Jupyter.Server;
using Eager.Executors.Jupyter.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Jupyter;

/// <summary>Runs programs in kernels of a Jupyter server, each in one of its own: one that runs already, or one of ours.</summary>
public sealed class JupyterBackend(string language, IOptions<JupyterOptions> jupyter, TimeProvider time, ILogger<JupyterBackend> logger)
    : IBackend, IAsyncDisposable
{
    /// <summary>How long the end of a server that does not answer may take to be known here. One that lives on has other sessions, and stays.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _choosing = new(1, 1);
    private OwnServer? _own;
    private JupyterServer? _server;

    /// <inheritdoc/>
    public string Name => "jupyter";

    /// <inheritdoc/>
    public string Language => language;

    /// <inheritdoc/>
    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Limits with { Duration = null } != new ProgramLimits())
            throw new BackendUnavailableException("the jupyter backend keeps no limit but that of the time: a kernel's processes are its server's");
        using var timeout = new CancellationTokenSource(jupyter.Value.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            try
            {
                return await OpenKernelAsync(options, either.Token).ConfigureAwait(false);
            }
            catch (KernelLostException) when (jupyter.Value.Url is null)
            {
                // A server of ours that died, or dropped a connection while it was busy, is no reason not to open a session.
                return await OpenKernelAsync(options, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackendUnavailableException($"no Jupyter kernel was ready within {jupyter.Value.StartTimeout.TotalSeconds:0.###} s");
        }
        catch (KernelLostException lost)
        {
            throw new BackendUnavailableException(lost.Message, lost);
        }
    }

    /// <summary>Ends a server of our own, with every kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        await _choosing.WaitAsync().ConfigureAwait(false);
        _server?.Dispose();
        if (_own is not null)
            await _own.DisposeAsync().ConfigureAwait(false);
        (_own, _server) = (null, null);
        _choosing.Release();
    }

    private async ValueTask<IBackendSession> OpenKernelAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(cancellationToken).ConfigureAwait(false);
        var name = await server.FindKernelAsync(jupyter.Value.Kernel, language, cancellationToken).ConfigureAwait(false);
        return await KernelStart.OpenAsync(server, name, options, time, logger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server, started where it has to be: one of ours that has ended is replaced.</summary>
    private async ValueTask<JupyterServer> ServerAsync(CancellationToken cancellationToken)
    {
        await _choosing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_own is { IsOver: false } && !await _server!.AnswersAsync(cancellationToken).ConfigureAwait(false))
                await _own.EndsWithinAsync(EndPatience, time, cancellationToken).ConfigureAwait(false);
            if (_own is { IsOver: true })
            {
                await _own.DisposeAsync().ConfigureAwait(false);
                _server?.Dispose();
                (_own, _server) = (null, null);
            }

            if (_server is null && jupyter.Value.Url is { } url)
                _server = new JupyterServer(url, jupyter.Value.Token, isOurs: false);
            if (_server is null)
            {
                _own = await OwnServer.StartAsync(jupyter.Value.Server, time, logger, cancellationToken).ConfigureAwait(false);
                _server = new JupyterServer(_own.Url, _own.Token, isOurs: true);
            }

            return _server;
        }
        finally
        {
            _choosing.Release();
        }
    }
}
