using System.Diagnostics;
using Eager.Events;
using Eager.Server.Telemetry;

namespace Eager.Server.Executions;

/// <summary>One of the places for executions, and what the execution that has it is measured by. Given back on disposal.</summary>
internal sealed class ExecutionTicket(Admission admission, ServerMetrics metrics, string language, TimeSpan queued, Activity? trace) : IDisposable
{
    private int _disposed;

    /// <summary>How long it waited for a place.</summary>
    public TimeSpan Queued { get; } = queued;

    /// <summary>How long its backend took to start.</summary>
    public TimeSpan Started { get; set; }

    /// <summary>Counts the next event.</summary>
    public void Take(SessionEvent published)
    {
        metrics.Count(published, language);
        if (published is SessionCompleted completed)
            ServerTraces.Completed(trace, completed.Summary);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        admission.Leave();
        trace?.SetTag("eager.queue_ms", Queued.TotalMilliseconds);
        trace?.SetTag("eager.start_ms", Started.TotalMilliseconds);
        trace?.Dispose();
    }
}
