using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Host.Commands.Choices;
using Eager.Host.Running;
using Eager.LoadTests.Programs;
using Eager.Parsing;

namespace Eager.Host.Loads;

/// <summary>Programs and traces that somebody brings along.</summary>
internal static class LoadInput
{
    /// <exception cref="UsageException">A file cannot be read or is no trace.</exception>
    public static IReadOnlyList<LoadProgram> Read(IEnumerable<string> programs, IEnumerable<string> traces, TokenSettings tokens) =>
        [.. programs.Select(path => Program(path, tokens)), .. traces.SelectMany(Sessions)];

    private static LoadProgram Program(string path, TokenSettings tokens)
    {
        var source = ProgramSource.Of(path);
        using var text = new StreamReader(source.Open(), Encoding.UTF8);
        return LoadProgram.Paced(Path.GetFileName(path), LanguageChoice.Of(null, source).Name, text.ReadToEnd(), tokens.Characters, tokens.Rate);
    }

    private static IEnumerable<LoadProgram> Sessions(string path) => TraceFile.Read(ProgramSource.Of(path)).Select(session => Program(path, session));

    private static LoadProgram Program(string path, TracedSession session)
    {
        var language = LanguageRegistry.Find(session.Header.Language)
            ?? throw new UsageException($"{path}: session {session.Header.Session} is in '{session.Header.Language}', which is unknown");
        try
        {
            return LoadProgram.Of(session, language);
        }
        catch (StreamFormatException e)
        {
            throw new UsageException($"{path}: session {session.Header.Session}: {e.Message}");
        }
    }
}
