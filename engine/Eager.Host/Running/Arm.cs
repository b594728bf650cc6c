using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Events;

namespace Eager.Host.Running;

/// <summary>Runs sessions that Ctrl-C interrupts.</summary>
internal sealed class Arm(EagerEngine engine, InterruptSignal interrupt)
{
    /// <summary>Runs one program through one session; its times count from the call of <paramref name="text"/>.</summary>
    /// <exception cref="OperationCanceledException">The user insisted on an end.</exception>
    public Task<SessionSummary> RunAsync(
        SessionOptions options, Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> text, IEventSink sink) =>
        SessionRunner.RunAsync(engine, options, text, sink, session => interrupt.Register(session.Interrupt), interrupt.Insisted);
}
