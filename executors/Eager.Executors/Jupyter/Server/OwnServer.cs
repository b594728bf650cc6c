using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Workspaces;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Jupyter.Server;

/// <summary>
/// A Jupyter server of our own, on loopback, with a token that nobody else knows. A warden stands above it as above a worker: the server and all
/// that descends from it, kernels included, end with it and with the host.
/// </summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string Name = "Jupyter server";
    private const int MaxComplaint = 4096;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private readonly WorkerProcess _process;
    private readonly DirectoryInfo _folder;
    private readonly CancellationTokenSource _ending = new();
    private readonly StringBuilder _said = new();
    private readonly Task _draining;
    private volatile bool _over;

    private OwnServer(WorkerProcess process, DirectoryInfo folder, Uri url, string token)
    {
        (_process, _folder, Url, Token) = (process, folder, url, token);
        _draining = Task.Run(DrainAsync);
    }

    public Uri Url { get; }

    public string Token { get; }

    public bool IsOver => _over;

    /// <exception cref="BackendUnavailableException">It is not installed, or ended at once.</exception>
    public static async ValueTask<OwnServer> StartAsync(string program, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var path = Find(program);
        var folder = HostFolder.Create("jupyter");
        try
        {
            var (port, token) = (FreePort(), RandomNumberGenerator.GetHexString(48, lowercase: true));
            var config = Path.Combine(folder.FullName, "jupyter_server_config.json");
            await File.WriteAllBytesAsync(config, Configuration(port, token), cancellationToken).ConfigureAwait(false);
            var start = new ProcessStart(Name, path, ["--config", config], Environment(folder), "/");
            var process = await WorkerProcess.StartAsync(start).ConfigureAwait(false);
            JupyterLog.ServerStarted(logger, process.Pid, port);
            var server = new OwnServer(process, folder, new Uri($"http://127.0.0.1:{port}/"), token);
            await server.UntilReadyAsync(time, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            HostFolder.Remove(folder);
            throw;
        }
    }

    /// <summary>Waits until it is over, at most so long.</summary>
    public async ValueTask EndsWithinAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _draining.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It lives.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.EndAsync().ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await _draining.ConfigureAwait(false);
        _process.Dispose();
        _ending.Dispose();
        HostFolder.Remove(_folder);
    }

    /// <summary>
    /// Nothing of what a program prints is left out for being too much, a program that is held back is not disconnected, and a kernel that has died
    /// stays dead: another one would know nothing of the program.
    /// </summary>
    private static byte[] Configuration(int port, string token) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        ServerApp = new
        {
            ip = "127.0.0.1",
            port,
            port_retries = 0,
            token,
            open_browser = false,
            allow_root = true,
            root_dir = "/",
            log_level = "ERROR",
            iopub_msg_rate_limit = 0,
            iopub_data_rate_limit = 0,
            tornado_settings = new { ws_ping_interval = 0 },
        },
        KernelRestarter = new { time_to_dead = 0.5, restart_limit = 0 },
    });

    /// <summary>Settings, connection files and history of this server only; kernels that the user has installed are found.</summary>
    private static string[] Environment(DirectoryInfo folder) =>
    [
        .. HostEnvironment.Variables().Where(variable => !variable.StartsWith("JUPYTER_", StringComparison.Ordinal)
            || variable.StartsWith("JUPYTER_PATH=", StringComparison.Ordinal) || variable.StartsWith("JUPYTER_DATA_DIR=", StringComparison.Ordinal)),
        $"JUPYTER_CONFIG_DIR={folder.FullName}", $"JUPYTER_RUNTIME_DIR={folder.FullName}", $"IPYTHONDIR={folder.FullName}/ipython",
    ];

    /// <summary>A port that is free at this moment; the server fails where somebody takes it before.</summary>
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Find(string program)
    {
        var folders = program.Contains('/', StringComparison.Ordinal)
            ? [""]
            : System.Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? throw new BackendUnavailableException(
            $"the Jupyter server {program} is not installed (Debian: apt-get install jupyter-server python3-ipykernel), or name one that runs by its address");
    }

    private async ValueTask UntilReadyAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new JupyterServer(Url, Token, isOurs: true);
            while (!await probe.AnswersAsync(cancellationToken).ConfigureAwait(false))
            {
                if (IsOver)
                    throw new BackendUnavailableException($"the Jupyter server ended before it was ready{Complaint()}");
                await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Its last words: the server's log goes nowhere else.</summary>
    private string Complaint()
    {
        lock (_said)
        {
            var line = _said.ToString().Split('\n').LastOrDefault(part => !string.IsNullOrWhiteSpace(part));
            return line is null ? "" : $": {line.Trim()}";
        }
    }

    /// <summary>Takes what it prints, so that it never waits for us.</summary>
    private async Task DrainAsync()
    {
        var bytes = new byte[MaxComplaint];
        try
        {
            while (!_process.IsReleased && _process.Ready() is var ready && !ready.HasFlag(ProcessChannels.Exit))
            {
                var channel = ready.HasFlag(ProcessChannels.Stderr) ? ProcessChannels.Stderr
                    : ready.HasFlag(ProcessChannels.Stdout) ? ProcessChannels.Stdout : ProcessChannels.Frames;
                if (ready == ProcessChannels.None)
                    await _process.WaitReadableAsync(_ending.Token).ConfigureAwait(false);
                else
                    Keep(bytes.AsSpan(0, _process.Read(channel, bytes) ?? 0));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // It is being ended.
        }

        _over = true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_said)
        {
            _said.Append(Encoding.UTF8.GetString(bytes));
            if (_said.Length > MaxComplaint)
                _said.Remove(0, _said.Length - MaxComplaint);
        }
    }
}
