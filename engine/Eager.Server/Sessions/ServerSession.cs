using System.Text.Json;
using Eager.Server.Executions;
using Eager.Server.Problems;

namespace Eager.Server.Sessions;

/// <summary>A folder, the settings of the programs that run in it, and those programs, one at a time.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    /// <summary>What the names of sessions, and of their folders, begin with.</summary>
    public const string Prefix = "ses";

    private const int KeptExecutions = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<Execution> _executions = [];
    private readonly DateTimeOffset _created;
    private long _touched;
    private TaskCompletionSource _started = new();
    private bool _starting;
    private bool _disposed;

    public ServerSession(SessionSettings settings, TimeSpan idleTimeout, string folder, TimeProvider time)
    {
        (Settings, IdleTimeout, Folder, _time) = (settings, idleTimeout, NewFolder(Path.Join(folder, Id)), time);
        _created = time.GetUtcNow();
        Touch();
    }

    public string Id { get; } = Identifier.New(Prefix);

    public SessionSettings Settings { get; }

    public TimeSpan IdleTimeout { get; }

    /// <summary>Absolute path of the folder its programs run in.</summary>
    public string Folder { get; }

    /// <summary>True where nothing happened for as long as it may, and nothing can happen by itself.</summary>
    public bool IsIdle => !_starting && _time.GetElapsedTime(Interlocked.Read(ref _touched)) > IdleTimeout && Current is null or { WaitsForCode: true };

    /// <summary>The execution that has not ended.</summary>
    public Execution? Current => Executions.LastOrDefault(execution => execution.State != ExecutionState.Ended);

    public IReadOnlyList<Execution> Executions
    {
        get
        {
            lock (_lock)
                return [.. _executions];
        }
    }

    /// <summary>Something happened.</summary>
    public void Touch() => Interlocked.Exchange(ref _touched, _time.GetTimestamp());

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public Execution Find(string id) =>
        Executions.FirstOrDefault(execution => execution.Id == id) ?? throw Problem.ExecutionUnknown.With($"'{id}' is not, or is no longer, kept");

    /// <summary>Returns when none runs.</summary>
    public async Task WaitUntilFreeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task busy;
            lock (_lock)
            {
                if (!_starting && _executions.TrueForAll(execution => execution.State == ExecutionState.Ended))
                    return;
                busy = _starting ? _started.Task : _executions[^1].Ended;
            }

            await busy.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Starts an execution where none runs.</summary>
    /// <exception cref="ProblemException">One does, or the session was deleted.</exception>
    public async Task<Execution> StartAsync(Func<Task<Execution>> start)
    {
        await SettleAsync().ConfigureAwait(false);
        lock (_lock)
        {
            if (_disposed)
                throw Problem.SessionUnknown.With($"'{Id}' was deleted");
            if (_starting || _executions.Exists(execution => execution.State != ExecutionState.Ended))
                throw Problem.SessionBusy.With("wait for its end, interrupt it, or use another session");
            _starting = true;
            _started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            var execution = await start().ConfigureAwait(false);
            if (!TryAdd(execution))
            {
                await execution.EndAsync("the session was deleted").ConfigureAwait(false);
                execution.Dispose();
                throw Problem.SessionUnknown.With($"'{Id}' was deleted");
            }

            return execution;
        }
        finally
        {
            lock (_lock)
                _starting = false;
            _started.TrySetResult();
            Touch();
        }
    }

    /// <summary>Returns when nothing is left of an execution whose last event has been seen.</summary>
    public Task SettleAsync() => Task.WhenAll(Executions.Where(execution => execution.IsEnding).Select(execution => execution.Ended));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("language", Settings.Language);
        json.WriteString("backend", Settings.Backend);
        json.WriteString("effects", Settings.Effects);
        json.WritePropertyName("limits");
        JsonSerializer.Serialize(json, Settings.Limits, RequestJson.Options);
        json.WriteNumber("idle_timeout_s", IdleTimeout.TotalSeconds);
        json.WriteString("created", _created);
        var current = Current;
        json.WriteString("state", current is null ? "idle" : current.State.ToString().ToLowerInvariant());
        json.WriteString("running", current?.Id);
        json.WriteStartArray("executions");
        foreach (var execution in Executions)
            json.WriteStringValue(execution.Id);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Ends what runs, and deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (var execution in Executions)
        {
            if (execution.State != ExecutionState.Ended)
                await execution.EndAsync("the session was deleted").ConfigureAwait(false);
            await execution.Ended.ConfigureAwait(false);
            execution.Dispose();
        }

        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What a program left undeletable stays; the session is over.
        }
    }

    /// <summary>Nobody else's to look into.</summary>
    private static string NewFolder(string path) =>
        (OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly)).FullName;

    private bool TryAdd(Execution execution)
    {
        lock (_lock)
        {
            if (_disposed)
                return false;
            _executions.Add(execution);
            if (_executions.Count > KeptExecutions)
                _executions.RemoveAt(0);
            return true;
        }
    }
}
