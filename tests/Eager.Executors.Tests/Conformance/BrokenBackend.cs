using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>A backend whose sessions break a rule.</summary>
internal sealed class BrokenBackend(IBackend inner, Func<IBackendSession, IBackendSession> broken) : IBackend
{
    public string Name => inner.Name;

    public string Language => inner.Language;

    public async ValueTask<IBackendSession> OpenAsync(BackendSessionOptions options, CancellationToken cancellationToken) =>
        broken(await inner.OpenAsync(options, cancellationToken));
}
