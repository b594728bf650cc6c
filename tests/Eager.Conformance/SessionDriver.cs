using System.Text;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Conformance;

/// <summary>Feeds a session statement by statement, each in its place, and listens to it.</summary>
public sealed class SessionDriver(IBackendSession session, TimeSpan patience) : IAsyncDisposable
{
    private int _nextId;
    private long _offset;
    private int _line = 1;

    /// <summary>The session under test.</summary>
    public IBackendSession Session => session;

    /// <summary>Hands over statements.</summary>
    public ValueTask SubmitAsync(params string[] sources) =>
        session.SubmitAsync([.. sources.Select(source => Next(UnitKind.Statement, source))], CancellationToken.None);

    /// <summary>Hands over a unit of another kind.</summary>
    public ValueTask SubmitAsync(UnitKind kind, string source) => session.SubmitAsync([Next(kind, source)], CancellationToken.None);

    /// <summary>Ends the program.</summary>
    public ValueTask EndAsync(ProgramEnding ending = ProgramEnding.Complete, string remainder = "") =>
        session.EndAsync(ending, Encoding.UTF8.GetBytes(remainder), CancellationToken.None);

    /// <summary>Takes the next event, or fails where none comes.</summary>
    public async Task<BackendEvent> NextAsync() => await session.ReceiveAsync(CancellationToken.None).AsTask().WaitAsync(patience);

    /// <summary>Takes events up to the end of a unit.</summary>
    public Task<IReadOnlyList<BackendEvent>> UntilFinishedAsync(int unit) =>
        UntilAsync(happened => happened is UnitFinished finished && finished.UnitId == unit);

    /// <summary>Takes events up to the last.</summary>
    public Task<IReadOnlyList<BackendEvent>> ToEndAsync() => UntilAsync(happened => happened is BackendClosed);

    /// <summary>Takes events until the program has printed a line, and returns it without its end.</summary>
    public async Task<string> LineAsync()
    {
        var text = "";
        await UntilAsync(happened => (text += Text([happened])).Contains('\n', StringComparison.Ordinal));
        return text[..text.IndexOf('\n', StringComparison.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    internal static string Text(IEnumerable<BackendEvent> events, OutputStream stream = OutputStream.Stdout) => Encoding.UTF8.GetString(
        [.. events.OfType<OutputReceived>().Where(output => output.Stream == stream).SelectMany(output => output.Bytes.ToArray())]);

    internal static UnitOutcome[] Outcomes(IEnumerable<BackendEvent> events) =>
        [.. events.OfType<UnitFinished>().Select(finished => finished.Outcome)];

    private async Task<IReadOnlyList<BackendEvent>> UntilAsync(Func<BackendEvent, bool> wanted)
    {
        var events = new List<BackendEvent>();
        while (true)
        {
            var happened = await NextAsync();
            events.Add(happened);
            if (wanted(happened))
                return events;
            Assert.False(happened is BackendClosed, $"the session closed early: {happened}");
        }
    }

    private ExecutionUnit Next(UnitKind kind, string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        var extent = new SourceSpan(_offset, _offset + bytes.Length, _line, _line + Math.Max(0, source.Count(letter => letter == '\n') - 1));
        if (kind != UnitKind.Probe)
        {
            _offset = extent.End;
            _line += source.Count(letter => letter == '\n');
        }

        return new ExecutionUnit(_nextId++, kind, extent, bytes);
    }
}
