using System.Diagnostics;
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

    /// <param name="language">Of the program.</param>
    /// <param name="trace">The execution's span; the ticket ends it.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <exception cref="ProblemException">There is no place, and none became free in time.</exception>
    public async Task<ExecutionTicket> EnterAsync(string language, Activity? trace, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            if (!_places.Wait(0, CancellationToken.None))
                await QueueAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            trace?.SetStatus(ActivityStatusCode.Error, "not admitted");
            trace?.Dispose();
            throw;
        }

        var queued = time.GetElapsedTime(start);
        metrics.Queued(queued, language);
        return new ExecutionTicket(this, metrics, language, queued, trace);
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
