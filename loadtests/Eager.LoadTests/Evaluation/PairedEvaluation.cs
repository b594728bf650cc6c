using System.Globalization;
using System.Text;
using Eager.Effects;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.Workspaces;

namespace Eager.LoadTests.Evaluation;

/// <summary>
/// Replays programs as token streams, serially and eagerly in each arm, one session after the other, every one with a fresh worker
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
        await RunAsync(programs[0], ProgramShape.Straight, eager: null, rate: 1e6, options, new SilentSink(), cancellationToken).ConfigureAwait(false);
        EagerArm[] eager = [.. options.Effects.SelectMany(_ => options.OpenBlocks, (effects, opens) => new EagerArm(effects, opens))];
        EagerArm?[] arms = [null, .. eager];
        var first = 0;
        foreach (var rate in options.Rates)
        {
            foreach (var (program, shape) in programs.SelectMany(_ => options.Shapes, (program, shape) => (program, shape)))
            {
                var order = arms.Select((_, at) => arms[(first + at) % arms.Length]);
                first++;
                foreach (var run in await PairsAsync(program, shape, rate, order, options, cancellationToken).ConfigureAwait(false))
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
        CorpusProgram program, ProgramShape shape, double rate, IEnumerable<EagerArm?> order, EvaluationOptions options, CancellationToken cancellationToken)
    {
        using var recording = options.Recordings is { } folder ? File.Create(Path.Join(folder, RecordingName(program, rate))) : Stream.Null;
        SessionSummary serial = null!;
        var eager = new List<(EagerArm Arm, SessionSummary Summary)>();
        foreach (var arm in order)
        {
            var summary = await RunAsync(program, shape, arm, rate, options, new EventLines(recording), cancellationToken).ConfigureAwait(false);
            if (arm is null)
                serial = summary;
            else
                eager.Add((arm, summary));
        }

        return
        [
            .. eager.Select(run => new PairedRun(program.Id, rate, run.Arm.Effects.Name, serial, run.Summary)
            {
                Shape = shape.Name,
                OpensBlocks = run.Arm.OpensBlocks,
            }),
        ];
    }

    /// <summary>One arm: eager, or serial where none is given.</summary>
    private async Task<SessionSummary> RunAsync(
        CorpusProgram program, ProgramShape shape, EagerArm? eager, double rate, EvaluationOptions options, IEventSink sink, CancellationToken cancellationToken)
    {
        using var folder = WorkingCopy.Of(program.Folder);
        var name = Path.GetFileName(program.Path);
        var file = Path.Join(folder.Path, name);
        var text = Encoding.UTF8.GetBytes(shape.Around(await File.ReadAllTextAsync(program.Path, cancellationToken).ConfigureAwait(false)));
        await File.WriteAllBytesAsync(file, text, cancellationToken).ConfigureAwait(false);
        var session = new SessionOptions
        {
            Language = "python",
            Mode = eager is null ? ExecutionMode.Serial : ExecutionMode.Eager,
            Effects = eager?.Effects ?? EffectProfile.Open,
            Blocks = eager is { OpensBlocks: true } ? BlockOpening.Required : BlockOpening.Never,
            Gate = options.Gate,
            Program = new BackendSessionOptions
            {
                ProgramFile = file,
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
