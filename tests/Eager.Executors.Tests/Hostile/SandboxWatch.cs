using System.Diagnostics;
using Eager.Executions;

namespace Eager.Executors.Tests.Hostile;

/// <summary>
/// Looks from outside at what runs in the sandbox that this process makes next, and tells how long after its limit the last of it was over. Of a limit on time it is known
/// when it is reached; of others, when all was last seen to be within them.
/// </summary>
/// <param name="limits">Of the session that is opened next.</param>
/// <param name="isForked">True where what its worker was forked with does not count.</param>
internal sealed class SandboxWatch(ProgramLimits limits, bool isForked) : IAsyncDisposable
{
    private readonly HashSet<int> _others = [.. ProcessTable.Sandboxed().Keys];
    private readonly long _opened = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _stopping = new();
    private long _within;
    private long _inherited;
    private Task _looking = Task.CompletedTask;

    /// <summary>The session is open, and has its program before long.</summary>
    public void Begin()
    {
        _within = Stopwatch.GetTimestamp();
        _inherited = isForked ? Bytes().Sum() : 0;
        _looking = Task.Run(LookAsync);
    }

    /// <summary>From the limit, or from <see cref="Begin"/> where none was reached, to the end of the last process.</summary>
    public async Task<TimeSpan> UntilOverAsync(LimitKind? reached)
    {
        Assert.True(await ProcessTable.BecomesTrueAsync(() => Bytes().Length == 0), "a process of the sandbox is left");
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
        // Where one is gone the end has begun, whether or not it was seen beyond its limit.
        for (var most = 0; !_stopping.IsCancellationRequested;)
        {
            var now = Stopwatch.GetTimestamp();
            var processes = Bytes();
            if (IsBeyond(processes) || processes.Length < most)
                return;
            most = processes.Length;
            if (limits.Processes is not null || limits.MemoryBytes is not null)
                _within = now;
            await Task.Delay(5);
        }
    }

    /// <summary>Of each process of the sandbox.</summary>
    private long[] Bytes() => [.. from process in ProcessTable.Sandboxed() where !_others.Contains(process.Key) select process.Value];

    /// <summary>The warden is one of them, and none of the program's.</summary>
    private bool IsBeyond(long[] processes) => processes.Length - 1 > limits.Processes || processes.Sum() - _inherited > limits.MemoryBytes;
}
