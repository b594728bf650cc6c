using System.Globalization;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.Workspaces;

namespace Eager.LoadTests.Evaluation;

/// <summary>
/// Replays programs as token streams through two sessions each, one after the other, every session with a fresh worker and a fresh copy of the
/// program's folder. The arm that goes first alternates, so that neither profits from warm caches.
/// </summary>
public sealed class PairedEvaluation(EagerEngine engine, TimeProvider time)
{
    /// <summary>Runs all programs at all rates and hands out each pair as it is done.</summary>
    /// <exception cref="EvaluationException">The corpus cannot be read or holds no such program.</exception>
    public async IAsyncEnumerable<PairedRun> RunAsync(
        EvaluationOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var programs = Sample(Evaluation.Corpus.Read(options.Corpus, "python", options.MinimumSeconds), options.Programs);
        if (programs.Count == 0)
            throw new EvaluationException($"the corpus has no program of at least {options.MinimumSeconds} s");
        await RunAsync(programs[0], ExecutionMode.Eager, rate: 1e6, options, new SilentSink(), cancellationToken).ConfigureAwait(false);
        var eagerFirst = true;
        foreach (var rate in options.Rates)
        {
            foreach (var program in programs)
            {
                yield return await PairAsync(program, rate, options, eagerFirst, cancellationToken).ConfigureAwait(false);
                eagerFirst = !eagerFirst;
            }
        }
    }

    private static IReadOnlyList<CorpusProgram> Sample(IReadOnlyList<CorpusProgram> programs, int? count) => count is { } wanted && wanted < programs.Count
        ? [.. Enumerable.Range(0, wanted).Select(i => programs[(int)((long)i * programs.Count / wanted)])]
        : programs;

    /// <summary>Programs of different origins may have one name; their folders lie in that of their origin.</summary>
    private static string RecordingName(CorpusProgram program, double rate) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetFileName(Path.GetDirectoryName(program.Folder))}.{program.Id}@{rate}.ndjson");

    private async Task<PairedRun> PairAsync(
        CorpusProgram program, double rate, EvaluationOptions options, bool eagerFirst, CancellationToken cancellationToken)
    {
        ExecutionMode[] order = eagerFirst ? [ExecutionMode.Eager, ExecutionMode.Serial] : [ExecutionMode.Serial, ExecutionMode.Eager];
        using var recording = options.Recordings is { } folder ? File.Create(Path.Join(folder, RecordingName(program, rate))) : Stream.Null;
        var summaries = new Dictionary<ExecutionMode, SessionSummary>();
        foreach (var mode in order)
            summaries[mode] = await RunAsync(program, mode, rate, options, new EventLines(recording), cancellationToken).ConfigureAwait(false);
        return new PairedRun(program.Id, rate, summaries[ExecutionMode.Serial], summaries[ExecutionMode.Eager]);
    }

    private async Task<SessionSummary> RunAsync(
        CorpusProgram program, ExecutionMode mode, double rate, EvaluationOptions options, IEventSink sink, CancellationToken cancellationToken)
    {
        using var folder = WorkingCopy.Of(program.Folder);
        var name = Path.GetFileName(program.Path);
        var text = await File.ReadAllBytesAsync(program.Path, cancellationToken).ConfigureAwait(false);
        var session = new SessionOptions
        {
            Language = "python",
            Mode = mode,
            Gate = options.Gate,
            Program = new BackendSessionOptions
            {
                ProgramFile = Path.Join(folder.Path, name),
                Arguments = [name],
                WorkingDirectory = folder.Path,
            },
        };
        return await SessionRunner.RunAsync(
            engine,
            session,
            stop => TokenStream.Paced(
                TokenStream.Tokens(TokenStream.AsItComes(new MemoryStream(text), stop), options.TokenCharacters, stop), rate, time, stop),
            sink,
            _ => null,
            cancellationToken).ConfigureAwait(false);
    }
}
