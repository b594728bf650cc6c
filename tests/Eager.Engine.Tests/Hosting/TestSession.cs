using System.Text;
using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Scripted;
using Eager.Events;

namespace Eager.Engine.Tests.Hosting;

/// <summary>A session with its two ends: what is written and read, and the scripted backend. Every wait has a limit, so that a hang fails.</summary>
internal sealed class TestSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly object _lock = new();
    private readonly List<SessionEvent> _events = [];
    private readonly List<(Func<SessionEvent, bool> Wanted, TaskCompletionSource<SessionEvent> Found)> _waiting = [];
    private Task? _reading;

    public TestSession(EagerSession session, ScriptedSession backend, bool readEvents)
    {
        (Session, Backend) = (session, backend);
        if (readEvents)
            StartReading();
    }

    public EagerSession Session { get; }

    public ScriptedSession Backend { get; }

    public void StartReading() => _reading = Task.Run(ReadAsync);

    public async Task<bool> WriteAsync(string text) =>
        (await Session.Input.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Patience)).IsCompleted;

    public async Task CompleteAsync() => await Session.Input.CompleteAsync();

    public async Task CutOffAsync() => await Session.Input.CompleteAsync(new IOException("the connection broke"));

    /// <summary>Waits for the first event, from the beginning, that is wanted.</summary>
    public Task<SessionEvent> WaitForAsync(Func<SessionEvent, bool> wanted)
    {
        lock (_lock)
        {
            if (_events.FirstOrDefault(wanted) is { } seen)
                return Task.FromResult(seen);
            var found = new TaskCompletionSource<SessionEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return found.Task.WaitAsync(Patience);
        }
    }

    public async Task<T> WaitForAsync<T>()
        where T : SessionEvent => (T)await WaitForAsync(seen => seen is T);

    public Task<SessionEvent> WaitForOutputAsync(string text) =>
        WaitForAsync(seen => seen is ProgramOutput output && Encoding.UTF8.GetString(output.Bytes.Span).Contains(text, StringComparison.Ordinal));

    /// <summary>All events, when the stream of events has ended.</summary>
    public async Task<IReadOnlyList<SessionEvent>> EventsAsync()
    {
        await _reading!.WaitAsync(Patience);
        return _events;
    }

    public Task<SessionSummary> SummaryAsync() => Session.Completion.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync().AsTask().WaitAsync(Patience);
        if (_reading is not null)
            await _reading.WaitAsync(Patience);
    }

    private async Task ReadAsync()
    {
        await foreach (var read in Session.Events.ReadAllAsync())
        {
            lock (_lock)
            {
                _events.Add(read);
                foreach (var (_, found) in _waiting.Where(waiting => waiting.Wanted(read)))
                    found.TrySetResult(read);
            }
        }
    }
}
