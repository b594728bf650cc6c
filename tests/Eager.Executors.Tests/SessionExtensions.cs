using System.Text;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Executors.Tests;

/// <summary>Short ways to feed a session and to listen to it.</summary>
internal static class SessionExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static ExecutionUnit Unit(int id, string source, int line = 1, UnitKind kind = UnitKind.Statement, long offset = 0)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        return new ExecutionUnit(id, kind, new SourceSpan(offset, offset + bytes.Length, line, line), bytes);
    }

    /// <summary>Units in their places: each begins where the one before ends.</summary>
    public static ExecutionUnit[] Units(params string[] sources)
    {
        var units = new ExecutionUnit[sources.Length];
        var (offset, line) = (0L, 1);
        for (var i = 0; i < sources.Length; i++)
        {
            units[i] = Unit(i, sources[i], line, offset: offset);
            offset = units[i].Extent.End;
            line += sources[i].Count(character => character == '\n');
        }

        return units;
    }

    public static ValueTask SubmitAsync(this IBackendSession session, params string[] sources) =>
        session.SubmitAsync(Units(sources), CancellationToken.None);

    public static ValueTask EndAsync(this IBackendSession session, ProgramEnding ending = ProgramEnding.Complete) =>
        session.EndAsync(ending, ReadOnlyMemory<byte>.Empty, CancellationToken.None);

    public static async Task<BackendEvent> NextAsync(this IBackendSession session)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await session.ReceiveAsync(patience.Token);
    }

    /// <summary>Receives until an event of the type comes, and returns everything up to it.</summary>
    public static async Task<List<BackendEvent>> UntilAsync<T>(this IBackendSession session, Func<T, bool>? wanted = null)
        where T : BackendEvent
    {
        var events = new List<BackendEvent>();
        while (true)
        {
            var next = await session.NextAsync();
            events.Add(next);
            if (next is T found && wanted?.Invoke(found) != false)
                return events;
            Assert.False(next is BackendClosed, $"the session closed early: {next}");
        }
    }

    public static async Task<List<BackendEvent>> ToEndAsync(this IBackendSession session) => await session.UntilAsync<BackendClosed>();

    /// <summary>Receives until the program has printed a whole line, and returns it.</summary>
    public static async Task<string> LineAsync(this IBackendSession session)
    {
        var events = new List<BackendEvent>();
        while (!events.Text().Contains('\n'))
            events.AddRange(await session.UntilAsync<OutputReceived>());
        return events.Text();
    }

    /// <summary>Runs a session's first statement, and returns the line that it prints.</summary>
    public static async Task<string> PrintedAsync(this IBackendSession session, string source)
    {
        await session.SubmitAsync(source);
        return (await session.LineAsync()).Trim();
    }

    public static string Text(this IEnumerable<BackendEvent> events, OutputStream stream = OutputStream.Stdout)
    {
        var bytes = events.OfType<OutputReceived>().Where(output => output.Stream == stream).SelectMany(output => output.Bytes.ToArray());
        return Encoding.UTF8.GetString([.. bytes]);
    }

    public static BackendClosed Closed(this IEnumerable<BackendEvent> events) => Assert.IsType<BackendClosed>(events.Last());

    public static UnitOutcome[] Outcomes(this IEnumerable<BackendEvent> events) =>
        [.. events.OfType<UnitFinished>().Select(finished => finished.Outcome)];
}
