using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Telemetry;

namespace Eager.Server.Executions;

/// <summary>So many executions at one time; a few more wait for a while, all others are refused.</summary>
internal sealed class Admission(ServerOptions options, ServerMetrics metrics, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.MaxExecutions);
    private int _waiting;

    /// <summary>True where an execution could begin at once.</summary>
    public bool HasRoom => _places.CurrentCount > 0;

    public int Running => options.MaxExecutions - _places.CurrentCount;

    public int Waiting => _waiting;

    /// <exception cref="ProblemException">There is no place, and none became free in time.</exception>
    public async Task<ExecutionTicket> EnterAsync(string language, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        if (!_places.Wait(0, CancellationToken.None))
            await QueueAsync(cancellationToken).ConfigureAwait(false);
        var queued = time.GetElapsedTime(start);
        metrics.Queued(queued, language);
        return new ExecutionTicket(this, metrics, language, queued);
    }

    public void Leave() => _places.Release();

    public void Dispose() => _places.Dispose();

    private async Task QueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.MaxQueued)
                throw Problem.NoCapacity.With($"{options.MaxExecutions} executions run and {options.MaxQueued} wait");
            if (!await _places.WaitAsync(options.QueueDeadline, cancellationToken).ConfigureAwait(false))
                throw Problem.NoCapacity.With($"no place became free within {options.QueueDeadline.TotalSeconds:0.#} s");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
