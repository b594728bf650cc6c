using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Eager.Effects;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.Workspaces;

namespace Eager.LoadTests.Evaluation;

/// <summary>
/// Replays programs as token streams, serially and eagerly in each arm, one arm of a program after the other, every one with a fresh worker
/// and a fresh copy of the program's folder. The arm that goes first alternates, so that none profits from warm caches.
/// </summary>
public sealed class PairedEvaluation(EagerEngine engine, TimeProvider time)
{
    private readonly Lock _saving = new();
    private int _turns = -1;

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
        var saved = options.Saved is { } file ? PairedRunFile.Read(file).ToLookup(run => (run.Program, run.Rate, run.Shape)) : null;
        var done = Channel.CreateBounded<PairedRun>(eager.Length);
        var measuring = Parallel.ForEachAsync(
            from rate in options.Rates from program in programs from shape in options.Shapes select (rate, program, shape),
            new ParallelOptions { MaxDegreeOfParallelism = options.Beside, CancellationToken = cancellationToken },
            async (one, cancellation) =>
            {
                var (rate, program, shape) = one;
                var known = saved?[(program.Name, rate, shape.Name)].Where(run => eager.Any(run.IsOf)).ToArray();
                var runs = known?.Length == eager.Length
                    ? known
                    : await PairsAsync(program, shape, rate, InTurn(arms), options, cancellation).ConfigureAwait(false);
                foreach (var run in runs.OrderBy(run => Array.FindIndex(eager, run.IsOf)))
                    await done.Writer.WriteAsync(run, cancellation).ConfigureAwait(false);
            }).ContinueWith(over => done.Writer.Complete(over.Exception?.GetBaseException()), TaskScheduler.Default);
        await foreach (var run in done.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return run;
        await measuring.ConfigureAwait(false);
    }

    private static IReadOnlyList<CorpusProgram> Sample(IReadOnlyList<CorpusProgram> programs, int? count) => count is { } wanted && wanted < programs.Count
        ? [.. Enumerable.Range(0, wanted).Select(i => programs[(int)((long)i * programs.Count / wanted)])]
        : programs;

    /// <summary>Who goes first rotates.</summary>
    private IEnumerable<EagerArm?> InTurn(EagerArm?[] arms)
    {
        var first = Interlocked.Increment(ref _turns);
        return arms.Select((_, at) => arms[(first + at) % arms.Length]);
    }

    private async Task<IReadOnlyList<PairedRun>> PairsAsync(
        CorpusProgram program, ProgramShape shape, double rate, IEnumerable<EagerArm?> order, EvaluationOptions options, CancellationToken cancellationToken)
    {
        using var recording = options.Recordings is { } folder ? File.Create(Path.Join(folder, string.Create(CultureInfo.InvariantCulture, $"{program.Name}@{rate}.ndjson"))) : Stream.Null;
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

        PairedRun[] runs =
        [
            .. eager.Select(run => new PairedRun(program.Name, rate, run.Arm.Effects.Name, serial, run.Summary)
            {
                Shape = shape.Name,
                OpensBlocks = run.Arm.OpensBlocks,
            }),
        ];
        if (options.Saved is { } file)
        {
            lock (_saving)
                PairedRunFile.Append(file, runs);
        }

        return runs;
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
            OpensBlocks = eager?.OpensBlocks ?? false,
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
