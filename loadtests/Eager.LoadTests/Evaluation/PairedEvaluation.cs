using System.Globalization;
using Eager.Effects;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.Workspaces;

namespace Eager.LoadTests.Evaluation;

/// <summary>
/// Replays programs as token streams, serially and eagerly under each effects profile, one session after the other, every one with a fresh worker
/// and a fresh copy of the program's folder. The arm that goes first alternates, so that none profits from warm caches.
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
        await RunAsync(programs[0], effects: null, rate: 1e6, options, new SilentSink(), cancellationToken).ConfigureAwait(false);
        EffectProfile?[] arms = [null, .. options.Effects];
        var first = 0;
        foreach (var rate in options.Rates)
        {
            foreach (var program in programs)
            {
                var order = arms.Select((_, at) => arms[(first + at) % arms.Length]);
                first++;
                foreach (var run in await PairsAsync(program, rate, order, options, cancellationToken).ConfigureAwait(false))
                    yield return run;
            }
        }
    }

    private static IReadOnlyList<CorpusProgram> Sample(IReadOnlyList<CorpusProgram> programs, int? count) => count is { } wanted && wanted < programs.Count
        ? [.. Enumerable.Range(0, wanted).Select(i => programs[(int)((long)i * programs.Count / wanted)])]
        : programs;

    /// <summary>Programs of different origins may have one name; their folders lie in that of their origin.</summary>
    private static string RecordingName(CorpusProgram program, double rate) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetFileName(Path.GetDirectoryName(program.Folder))}.{program.Id}@{rate}.ndjson");

    private async Task<IReadOnlyList<PairedRun>> PairsAsync(
        CorpusProgram program, double rate, IEnumerable<EffectProfile?> order, EvaluationOptions options, CancellationToken cancellationToken)
    {
        using var recording = options.Recordings is { } folder ? File.Create(Path.Join(folder, RecordingName(program, rate))) : Stream.Null;
        SessionSummary serial = null!;
        var eager = new Dictionary<EffectProfile, SessionSummary>();
        foreach (var effects in order)
        {
            var summary = await RunAsync(program, effects, rate, options, new EventLines(recording), cancellationToken).ConfigureAwait(false);
            if (effects is null)
                serial = summary;
            else
                eager[effects] = summary;
        }

        return [.. options.Effects.Select(effects => new PairedRun(program.Id, rate, effects.Name, serial, eager[effects]))];
    }

    /// <summary>One arm: eager under a profile, or serial without one.</summary>
    private async Task<SessionSummary> RunAsync(
        CorpusProgram program, EffectProfile? effects, double rate, EvaluationOptions options, IEventSink sink, CancellationToken cancellationToken)
    {
        using var folder = WorkingCopy.Of(program.Folder);
        var name = Path.GetFileName(program.Path);
        var text = await File.ReadAllBytesAsync(program.Path, cancellationToken).ConfigureAwait(false);
        var session = new SessionOptions
        {
            Language = "python",
            Mode = effects is null ? ExecutionMode.Serial : ExecutionMode.Eager,
            Effects = effects ?? EffectProfile.Open,
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
