using System.Globalization;
using System.Threading.Channels;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Engine.Traces;
using Eager.Executions;
using Eager.Executors.Workspaces;
using Eager.Statements;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>
/// Runs programs in every arm, each time in a session and a copy of its folder of its own. All arms that overlap run a program at a rate one behind the other, and
/// take turns in who is first; the others, which the rate only moves, run it once. Programs come in an order of chance.
/// </summary>
public sealed class ArmComparison(EagerEngine engine, TimeProvider time)
{
    private const int HashCharacters = 12;
    private const double WarmUpRate = 1e4;

    /// <summary>Runs everything and hands out each run as it is done.</summary>
    /// <exception cref="EvaluationException">The programs cannot be read.</exception>
    public async IAsyncEnumerable<ArmRun> RunAsync(
        ArmOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var groups = Groups(options, engine.Languages.First(language => language.Name == "python"));
        await WarmUpAsync(groups, options, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var done = Channel.CreateUnbounded<ArmRun>();
        var start = time.GetTimestamp();
        var work = Parallel.ForEachAsync(
            groups,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = stop.Token },
            async (group, cancellation) =>
            {
                foreach (var arm in group.Arms)
                {
                    if (time.GetElapsedTime(start) > options.Budget)
                        return;
                    done.Writer.TryWrite(await RunAsync(group, arm, options, cancellation).ConfigureAwait(false));
                }
            }).ContinueWith(ended => done.Writer.TryComplete(ended.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var run in done.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return run;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    /// <summary>The first run of anything finds code that was never compiled and files that were never read.</summary>
    private async Task WarmUpAsync(IReadOnlyList<Group> groups, ArmOptions options, CancellationToken cancellationToken)
    {
        foreach (var arm in groups.Count == 0 ? [] : options.Arms)
            await RunAsync(groups[0] with { Rate = WarmUpRate }, arm, options with { Recordings = null }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be run, program by program, so that whatever the budget allows is whole.</summary>
    private static Group[] Groups(ArmOptions options, ILanguage python)
    {
        var programs = ArmPrograms.Read(options).ToArray();
        new Random(options.Repetition).Shuffle(programs);
        var done = options.Done.Select(Key).ToHashSet();
        var serial = options.Arms.Where(arm => !arm.Overlaps).ToArray();
        var eager = options.Arms.Where(arm => arm.Overlaps).ToArray();
        var groups = from program in programs
                     from shape in program.IsAsItIs ? [ArmShape.Straight] : options.Shapes
                     let text = shape.Of(program.Text, python)
                     let tokens = program.Tokens ?? options.Tokens.Cut(text, seed: 1).ToArray()
                     from rate in eager.Length == 0 ? [0] : options.Rates.Prepend(0)
                     select new Group(program, shape, text, tokens, rate, rate == 0 ? serial : eager);
        return
        [
            .. groups.Select((group, i) => group with { Arms = [.. Turned(group.Arms, i).Where(arm => !done.Contains(Key(Begin(group, arm, options))))] })
                .Where(group => group.Arms.Count > 0),
        ];
    }

    private static IEnumerable<Arm> Turned(IReadOnlyList<Arm> arms, int first) => arms.Select((_, at) => arms[(first + at) % arms.Count]);

    private static (string Set, string Program, string Shape, string Arm, double Rate, int Repetition) Key(ArmRun run) =>
        (run.Set, run.Program, run.Shape, run.Arm, run.Rate, run.Repetition);

    /// <summary>A run that has not measured anything.</summary>
    private static ArmRun Begin(Group group, Arm arm, ArmOptions options) =>
        new(group.Program.Set, group.Program.Name, group.Shape.Name, arm.Name, group.Rate, options.Repetition, group.Tokens.Length)
        {
            Generation = 0, Total = 0, FirstOutput = 0, Execution = 0, HeldExecution = 0, Optimum = 0, Statements = 1, HeldStatements = 0, Batches = 1, Exit = 0, Output = "",
        };

    private static string RecordingName(ArmRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Set}.{run.Program}.{run.Shape}.{run.Arm}@{run.Rate}.{run.Repetition}.ndjson");

    private async Task<ArmRun> RunAsync(Group group, Arm arm, ArmOptions options, CancellationToken cancellationToken)
    {
        using var folder = group.Program.Folder is { } data ? WorkingCopy.Of(data) : WorkingCopy.Empty();
        var file = Path.Join(folder.Path, "program.py");
        await File.WriteAllBytesAsync(file, group.Text, cancellationToken).ConfigureAwait(false);
        var run = Begin(group, arm, options);
        if (arm == Arm.Cold)
        {
            var cold = await ColdInterpreter.RunAsync(options.Interpreter, file, time, cancellationToken).ConfigureAwait(false);
            return run with
            {
                Total = cold.Total.TotalSeconds,
                FirstOutput = cold.FirstOutput.TotalSeconds,
                Execution = cold.Total.TotalSeconds,
                Exit = cold.Exit,
                Output = cold.Sha256[..HashCharacters],
            };
        }

        var deltas = group.Tokens.Select((token, i) => new TraceDelta(group.Rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((i + 1) / group.Rate), token)).ToArray();
        var stream = new TracedSession(new TraceHeader(run.Program, TraceHeader.Epoch, "python"), deltas, deltas is [.., var last] ? last.At : TimeSpan.Zero);
        var session = new SessionOptions
        {
            Language = "python",
            Backend = arm.Backend,
            Mode = arm.Mode,
            Effects = arm.Effects,
            Gate = arm.Gate,
            Blocks = arm.Blocks,
            Speculates = arm.Speculates,
            Program = new BackendSessionOptions { ProgramFile = file, Arguments = ["program.py"], WorkingDirectory = folder.Path },
        };
        using var events = options.Recordings is { } recordings ? File.Create(Path.Join(recordings, RecordingName(run))) : null;
        var summary = await SessionRunner.RunAsync(
            engine, session, cancellation => stream.Play(time, cancellation), events is null ? new SilentSink() : new EventLines(events), _ => null, cancellationToken).ConfigureAwait(false);
        return run with
        {
            Generation = summary.Generation.TotalSeconds,
            Total = summary.Total.TotalSeconds,
            FirstOutput = (summary.FirstOutput ?? summary.Total).TotalSeconds,
            Execution = summary.Execution.TotalSeconds,
            HeldExecution = summary.HeldExecution.TotalSeconds,
            Optimum = summary.OptimumNonOverlapped.TotalSeconds,
            Statements = summary.Statements,
            HeldStatements = summary.HeldStatements,
            Batches = summary.Batches,
            Exit = summary.Exit,
            Output = summary.StdoutSha256[..HashCharacters],
        };
    }

    /// <summary>Runs that belong together: one program, one rate.</summary>
    private sealed record Group(
        ArmProgram Program, ArmShape Shape, byte[] Text, ReadOnlyMemory<byte>[] Tokens, double Rate, IReadOnlyList<Arm> Arms);
}
