using System.Text;
using Eager.Host.Commands.Choices;
using Eager.Host.Reports;
using Eager.Host.Running;
using Eager.LoadTests.Programs;

namespace Eager.Host.Loads;

/// <summary>Programs and traces that somebody brings along.</summary>
internal static class LoadInput
{
    /// <exception cref="UsageException">A file cannot be read or is no trace.</exception>
    public static IReadOnlyList<LoadProgram> Read(IEnumerable<string> programs, IEnumerable<string> traces, TokenSettings tokens) =>
        [.. programs.Select(path => Program(path, tokens)), .. traces.Select(Trace)];

    private static LoadProgram Program(string path, TokenSettings tokens)
    {
        var source = ProgramSource.Of(path);
        using var text = new StreamReader(source.Open(), Encoding.UTF8);
        return LoadProgram.Paced(Path.GetFileName(path), LanguageChoice.Of(null, source).Name, text.ReadToEnd(), tokens.Characters, tokens.Rate);
    }

    private static LoadProgram Trace(string path) => LoadProgram.Of(Path.GetFileName(path), "python", TraceFile.Read(path));
}
