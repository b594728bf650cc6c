using Eager.Engine.Traces;

namespace Eager.Host.Running;

/// <summary>Files of <c>eager-trace/1</c>.</summary>
internal static class TraceFile
{
    private const int UsualTokenCharacters = 4;

    /// <summary>The sessions of a trace, each read when it is asked for.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no trace.</exception>
    public static IEnumerable<TracedSession> Read(ProgramSource source)
    {
        using var file = source.Open();
        using var sessions = TraceReader.Read(file).GetEnumerator();
        while (Next(source, sessions))
            yield return sessions.Current;
    }

    /// <summary>One session of a trace: the first, or the first of that name.</summary>
    /// <exception cref="UsageException">The file cannot be read, is no trace, or does not hold it.</exception>
    public static TracedSession Session(ProgramSource source, string? name) =>
        Read(source).FirstOrDefault(session => name is null || session.Header.Session == name)
        ?? throw new UsageException($"{source.Name} has no session {name}");

    /// <summary>Lengths of the tokens of a trace; the usual ones where there is none.</summary>
    /// <exception cref="UsageException">The file cannot be read, is no trace, or has no deltas.</exception>
    public static TokenLengths Lengths(string? trace)
    {
        try
        {
            return trace is null ? TokenLengths.Fixed(UsualTokenCharacters) : TokenLengths.Of(Read(ProgramSource.Of(trace)));
        }
        catch (TraceException e)
        {
            throw new UsageException($"{trace}: {e.Message}");
        }
    }

    public static void Save(string path, TracedSession session)
    {
        using var file = new BufferedStream(File.Create(path));
        new TraceWriter(file).Write(session);
    }

    private static bool Next(ProgramSource source, IEnumerator<TracedSession> sessions)
    {
        try
        {
            return sessions.MoveNext();
        }
        catch (TraceException e)
        {
            throw new UsageException($"{source.Name} is no trace as 'eager run --record' writes it: {e.Message}");
        }
    }
}
