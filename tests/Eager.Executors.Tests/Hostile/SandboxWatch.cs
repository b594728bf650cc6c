using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

/// <summary>
/// Looks from outside at what runs in the sandboxes of this process, and tells how long after its limit the last of it was over. Of a limit on time it is known
/// when it is reached; of others, when all was last seen to be within them.
/// </summary>
/// <param name="limits">Of the session that is opened next.</param>
/// <param name="isForked">True where what its worker was forked with does not count.</param>
internal sealed class SandboxWatch(ProgramLimits limits, bool isForked) : IAsyncDisposable
{
    private readonly long _opened = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _stopping = new();
    private long _within;
    private long _inherited;
    private Task _looking = Task.CompletedTask;

    /// <summary>The session is open, and has its program before long.</summary>
    public void Begin()
    {
        _within = Stopwatch.GetTimestamp();
        _inherited = isForked ? ProcessTable.SandboxedBytes().Sum() : 0;
        _looking = Task.Run(LookAsync);
    }

    /// <summary>From the limit, or from <see cref="Begin"/> where none was reached, to the end of the last process.</summary>
    public async Task<TimeSpan> UntilOverAsync(LimitKind? reached)
    {
        Assert.True(await ProcessTable.BecomesTrueAsync(() => ProcessTable.SandboxedBytes().Length == 0), "a process of the sandbox is left");
        var over = Stopwatch.GetTimestamp();
        await DisposeAsync();
        return reached == LimitKind.Duration
            ? Stopwatch.GetElapsedTime(_opened, over) - limits.Duration!.Value
            : Stopwatch.GetElapsedTime(_within, over);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looking;
    }

    private async Task LookAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var now = Stopwatch.GetTimestamp();
            if (IsBeyond(ProcessTable.SandboxedBytes()))
                return;
            if (limits.Processes is not null || limits.MemoryBytes is not null)
                _within = now;
            await Task.Delay(5);
        }
    }

    /// <summary>The warden is one of them, and none of the program's.</summary>
    private bool IsBeyond(long[] processes) => processes.Length - 1 > limits.Processes || processes.Sum() - _inherited > limits.MemoryBytes;
}
