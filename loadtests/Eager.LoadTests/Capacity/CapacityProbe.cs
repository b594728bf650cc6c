using System.Globalization;
using System.Text;
using Eager.Engine.Pipeline;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Targets;

namespace Eager.LoadTests.Capacity;

/// <summary>Opens so many sessions, measures them idle, then plays a stream into each at once.</summary>
/// <param name="engine">The engine.</param>
/// <param name="target">Where the sessions are opened.</param>
/// <param name="time">The clock.</param>
public sealed class CapacityProbe(EagerEngine engine, ILoadTarget target, TimeProvider time)
{
    private const int OpenAtOnce = 8;

    /// <summary>Between the beginning of the first stream and that of the last.</summary>
    private static readonly TimeSpan Stagger = TimeSpan.FromSeconds(1);

    public async Task<CapacityResult> RunAsync(CapacityOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var program = Program(options);
        var watch = new DispatchWatch(time, program.Arrivals(engine.Languages.First(language => language.Name == program.Language)));
        // The first session loads what all share.
        await (await target.OpenAsync(program, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);

        var before = Memory();
        var began = time.GetTimestamp();
        var sessions = new ILoadSession[options.Streams];
        await Parallel.ForAsync(
            0, sessions.Length, new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancellationToken },
            async (i, stop) => sessions[i] = await target.OpenAsync(program, stop).ConfigureAwait(false)).ConfigureAwait(false);
        var opening = time.GetElapsedTime(began);
        var idle = Memory();
        try
        {
            var load = await PlayAsync(program, sessions, watch, options, cancellationToken).ConfigureAwait(false);
            return load with
            {
                OpenedPerSecond = options.Streams / opening.TotalSeconds,
                ManagedBytes = (double)(idle.Managed - before.Managed) / options.Streams,
                ResidentBytes = (double)(idle.Resident - before.Resident) / options.Streams,
            };
        }
        finally
        {
            await Parallel.ForEachAsync(sessions, cancellationToken, async (session, _) => await session.DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task<CapacityResult> PlayAsync(
        LoadProgram program, ILoadSession[] sessions, DispatchWatch watch, CapacityOptions options, CancellationToken cancellationToken)
    {
        using var clock = new TokenClock(time);
        var start = time.GetTimestamp() + time.TimestampFrequency / 10;
        var reading = new Task[sessions.Length];
        for (var i = 0; i < sessions.Length; i++)
        {
            var began = start + (long)(Stagger.TotalSeconds * time.TimestampFrequency * i / sessions.Length);
            reading[i] = watch.ReadAsync(sessions[i].EventsAsync(CancellationToken.None), () => began);
            clock.Add(new TokenPlayback(program, sessions[i].Input, began, time));
        }

        await Task.Delay(Stagger + options.WarmUp, time, cancellationToken).ConfigureAwait(false);
        watch.IsOn = true;
        var (from, tokens, generator) = (time.GetTimestamp(), clock.Tokens, clock.ProcessorTime);
        var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        await Task.Delay(options.Duration, time, cancellationToken).ConfigureAwait(false);
        watch.IsOn = false;
        var seconds = time.GetElapsedTime(from).TotalSeconds;
        var played = clock.Tokens - tokens;
        return new CapacityResult
        {
            Streams = sessions.Length,
            OpenedPerSecond = 0,
            ManagedBytes = 0,
            ResidentBytes = 0,
            TokensPerSecond = played / seconds,
            StatementsPerSecond = watch.Statements / seconds,
            Dispatch = watch.FromToken,
            ReleaseToDispatch = watch.FromRelease,
            Processors = (Environment.CpuUsage.TotalTime - processor).TotalSeconds / seconds,
            GeneratorProcessors = (clock.ProcessorTime - generator).TotalSeconds / seconds,
            AllocatedPerToken = (double)(GC.GetTotalAllocatedBytes() - allocated) / Math.Max(1, played),
        };
    }

    /// <summary>Statements of one line, as most of those that models write are, for longer than the measurement takes.</summary>
    private static LoadProgram Program(CapacityOptions options)
    {
        var tokens = ((Stagger + options.WarmUp + options.Duration).TotalSeconds + 10) * options.Rate;
        var text = new StringBuilder();
        for (var i = 0; text.Length < tokens * options.TokenCharacters; i++)
            text.Append(CultureInfo.InvariantCulture, $"total_{i} = combine(total_{i - 1}, price * {i % 97})\n");
        return LoadProgram.Paced("lines", "python", text.ToString(), options.TokenCharacters, options.Rate);
    }

    private static (long Managed, long Resident) Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // Gives back what is free, so that the resident memory of before and after can be compared.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
