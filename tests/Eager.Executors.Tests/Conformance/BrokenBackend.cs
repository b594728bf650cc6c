using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>A backend whose sessions break a rule.</summary>
internal sealed class BrokenBackend(IBackend inner, Func<IBackendSession, IBackendSession> broken) : IBackend
{
    private int _opened;

    public string Name { get; init; } = inner.Name;

    public string Language => inner.Language;

    /// <summary>What becomes of the options of a session.</summary>
    public Func<BackendSessionOptions, BackendSessionOptions> Options { get; init; } = options => options;

    /// <summary>True to open what nobody waits for any more.</summary>
    public bool IgnoresCancellation { get; init; }

    /// <summary>Sessions that open; others wait without end.</summary>
    public int MostSessions { get; init; } = int.MaxValue;

    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _opened) > MostSessions)
            await new TaskCompletionSource().Task;
        return broken(await inner.OpenAsync(Options(options), IgnoresCancellation ? CancellationToken.None : cancellationToken));
    }
}
