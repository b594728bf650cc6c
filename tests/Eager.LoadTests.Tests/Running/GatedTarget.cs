using System.IO.Pipelines;
using Eager.Events;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Targets;

namespace Eager.LoadTests.Tests.Running;

/// <summary>Opens sessions only once the test says so; a session is over when its program has arrived.</summary>
internal sealed class GatedTarget : ILoadTarget
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _wanted;
    private int _asked;

    public GatedTarget(int wanted) => _wanted = wanted;

    public string Name => "gated";

    /// <summary>Completes when so many sessions were asked for, whether any was opened or not.</summary>
    public Task AllAsked => _allAsked.Task;

    public void OpenGate() => _gate.SetResult();

    public async ValueTask<ILoadSession> OpenAsync(LoadProgram program, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _asked) == _wanted)
            _allAsked.SetResult();
        await _gate.Task.WaitAsync(cancellationToken);
        return new Session();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session : ILoadSession
    {
        private readonly Pipe _pipe = new();

        public PipeWriter Input => _pipe.Writer;

        public async IAsyncEnumerable<SessionEvent> EventsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (await _pipe.Reader.ReadAsync(cancellationToken) is { IsCompleted: false } read)
                _pipe.Reader.AdvanceTo(read.Buffer.End);
            yield return new SessionCompleted(Summaries.Of(exit: 0));
        }

        public void Interrupt()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
