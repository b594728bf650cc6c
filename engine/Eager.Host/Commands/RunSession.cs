using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Effects;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;
using Eager.Executors.Jupyter;
using Eager.Executors.Workspaces;
using Eager.Host.Pools;
using Eager.Host.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.Host.Commands;

/// <summary>Carries out <c>run</c>: one arm, or both on the same stream.</summary>
internal sealed class RunSession(RunOptions options, Arm arm, InterruptSignal interrupt)
{
    /// <summary>Most bytes of standard input that both arms can see.</summary>
    private const int SharedInputLimit = 64 * 1024 * 1024;

    private static readonly TimeSpan WarmingLook = TimeSpan.FromMilliseconds(10);

    private readonly TraceRecorder _trace = new(TimeProvider.System);
    private bool _isRecorded;

    public static async Task<int> RunAsync(RunOptions options)
    {
        using var interrupt = new InterruptSignal();
        try
        {
            var product = await Product.StartAsync(options.Python, jupyter => Choose(jupyter, options), services => AddPool(services, options)).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
            {
                RequireBackend(options, product.Engine.Backends);
                while (!interrupt.Received && product.Engine.Backends.Any(backend => !backend.IsWarm))
                    await Task.Delay(WarmingLook).ConfigureAwait(false);
                return await new RunSession(options, new Arm(product.Engine, interrupt), interrupt).RunAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (interrupt.Received)
        {
            return ExitStatus.Interrupted;
        }
    }

    private static void AddPool(IServiceCollection services, RunOptions options)
    {
        if (options.Pool)
            PoolSettings.AddTo(services, options.Language, options.Backend);
    }

    private static void Choose(JupyterOptions jupyter, RunOptions options)
    {
        jupyter.Url = options.JupyterUrl ?? jupyter.Url;
        jupyter.Kernel = options.Kernel;
    }

    private static void RequireBackend(RunOptions options, IReadOnlyList<IBackend> known)
    {
        if (known.All(backend => backend.Language != options.Language))
            throw new UsageException($"this build has no backend that runs {options.Language}");
        var names = known.Where(backend => backend.Language == options.Language).Select(backend => backend.Name).ToArray();
        if (!names.Contains(options.Backend))
            throw new UsageException($"unknown backend '{options.Backend}' for {options.Language}; known: {string.Join(", ", names)}");
        var chosen = known.First(backend => backend.Language == options.Language && backend.Name == options.Backend);
        if (options.Effects?.RefusedBy(chosen) is { } refusal)
            throw new UsageException($"--effects: {refusal}");
        if (options.Speculates && !chosen.HoldsEffects)
            throw new UsageException($"--speculate: the backend '{chosen.Name}' cannot hold effects");
    }

    private async Task<int> RunAsync()
    {
        IReadOnlyList<SessionSummary> summaries = options.Mode switch
        {
            RunMode.Both => await BothAsync().ConfigureAwait(false),
            RunMode.Serial => [await AloneAsync(ExecutionMode.Serial).ConfigureAwait(false)],
            _ => [await AloneAsync(ExecutionMode.Eager).ConfigureAwait(false)],
        };
        if (options.TraceFile is not null)
            TraceFile.Save(options.TraceFile, Recorded());
        if (options.SummaryFile is not null)
            SaveSummary(options.SummaryFile, summaries);
        foreach (var fault in summaries.Select(summary => summary.Fault).OfType<string>())
            Complaint.Write($"eager: {fault}");
        foreach (var changes in summaries.Select(summary => summary.Staged).OfType<StagedChanges>().Where(changes => changes.Replaced > 0))
            Complaint.Write($"eager: {changes.Replaced} of the files that the program changed had been changed by others meanwhile; the program's stand");
        return options.Decoding.Format == StreamFormat.Code && options.Replay is null ? summaries[0].Exit : Judged(summaries[0]);
    }

    /// <summary>A program that ended well but was not whole did not end well.</summary>
    private static int Judged(SessionSummary summary)
    {
        if (summary.CutOff is null)
            return summary.Exit;
        Complaint.Write($"eager: the program is not whole: {summary.CutOff}");
        return summary.Exit == ExitStatus.Success ? ExitStatus.BadData : summary.Exit;
    }

    private Task<SessionSummary> AloneAsync(ExecutionMode mode) =>
        OneAsync(mode, Environment.CurrentDirectory, ProgramInput(), Sink(), Text);

    /// <summary>What the program reads as standard input is the command's own, unless the program itself comes there.</summary>
    private Stream? ProgramInput() => options.Source.IsLive ? null : InheritedInput.Open();

    /// <summary>The eager arm first, because a live stream comes only once; the serial arm sees the same deltas at the same times.</summary>
    private async Task<IReadOnlyList<SessionSummary>> BothAsync()
    {
        using var eagerCopy = WorkingCopy.Of(Environment.CurrentDirectory);
        using var serialCopy = WorkingCopy.Of(Environment.CurrentDirectory);
        await OneAsync(ExecutionMode.Eager, serialCopy.Path, input: null, new SilentSink(), Nothing).ConfigureAwait(false);
        if (interrupt.Received)
            throw new OperationCanceledException();
        var input = ProgramInput() is { } stream ? new SharedInput(stream, SharedInputLimit) : null;
        var eager = await OneAsync(ExecutionMode.Eager, eagerCopy.Path, input?.Open(), Sink(), Text).ConfigureAwait(false);
        if (input is { IsTooLong: true })
            throw new UsageException($"standard input is longer than {SharedInputLimit >> 20} MiB, more than --mode both can give to both arms");
        if (interrupt.Received)
            return [eager];
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> again =
            IsLive ? cancellation => Recorded().Play(TimeProvider.System, cancellation) : Text;
        var sink = options.Events ? Sink() : new SilentSink();
        var serial = await OneAsync(ExecutionMode.Serial, serialCopy.Path, input?.Open(), sink, again).ConfigureAwait(false);
        Complaint.Write(Comparison.Line(eager, serial));
        return [eager, serial];
    }

    /// <summary>A program without statements: what a session loads for the first time is not counted against the arm that goes first.</summary>
    private static IAsyncEnumerable<ReadOnlyMemory<byte>> Nothing(CancellationToken cancellationToken) => AsyncEnumerable.Empty<ReadOnlyMemory<byte>>();

    private Task<SessionSummary> OneAsync(
        ExecutionMode mode,
        string directory,
        Stream? input,
        IEventSink sink,
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> text)
    {
        var session = new SessionOptions
        {
            Language = options.Language,
            Backend = options.Backend,
            Mode = mode,
            OnError = options.OnError,
            Gate = options.Gate,
            Decoding = options.Decoding,
            Effects = options.Effects,
            Blocks = options.Blocks,
            Speculates = options.Speculates,
            Program = new BackendSessionOptions
            {
                ProgramFile = ProgramFile(directory),
                Arguments = options.Arguments,
                WorkingDirectory = directory,
                Input = input,
                Display = options.Display,
                TopLevelAwait = options.TopLevelAwait,
                Limits = options.Limits,
            },
        };
        return arm.RunAsync(session, text, sink);
    }

    /// <summary>The program's own file as it lies in the arm's directory, or, where it lies elsewhere, as it is.</summary>
    private string ProgramFile(string directory)
    {
        if (options.Decoding.Format != StreamFormat.Code || options.Replay is not null)
            return "<answer>";
        if (options.Source.Path is not { } path)
            return "<stdin>";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : Path.Join(directory, relative);
    }

    /// <summary>True where the stream comes only once.</summary>
    private bool IsLive => options.Source.IsLive && options.Replay is null;

    private TracedSession Recorded() =>
        _trace.ToSession(new TraceHeader(Guid.CreateVersion7().ToString(), TraceHeader.Epoch, options.Language, options.Decoding.Format));

    /// <summary>The stream as this arm sees it. The first arm's is recorded, where somebody wants that.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Text([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = (options.TraceFile is not null || (options.Mode == RunMode.Both && IsLive)) && !_isRecorded;
        if (!records)
        {
            await foreach (var delta in Played(cancellationToken).ConfigureAwait(false))
                yield return delta;
            yield break;
        }

        _isRecorded = true;
        _trace.Begin();
        await foreach (var delta in Played(cancellationToken).ConfigureAwait(false))
        {
            _trace.Add(delta);
            yield return delta;
        }

        _trace.Complete(waited: IsLive);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Played([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Replay is { } trace)
        {
            var deltas = options.Rate > 0 ? trace.At(options.Rate) : trace;
            await foreach (var delta in deltas.Play(TimeProvider.System, cancellationToken).ConfigureAwait(false))
                yield return delta;
            yield break;
        }

        var source = options.Source.Open();
        await using (source.ConfigureAwait(false))
        {
            var text = TokenStream.AsItComes(source, cancellationToken);
            if (options.Rate > 0)
                text = TokenStream.Paced(Pieces(text, cancellationToken), options.Rate, TimeProvider.System, cancellationToken);
            await foreach (var delta in text.ConfigureAwait(false))
                yield return delta;
        }
    }

    /// <summary>A token of text is so many characters; a token of a provider's stream is an event.</summary>
    private IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(IAsyncEnumerable<ReadOnlyMemory<byte>> text, CancellationToken cancellationToken) =>
        StreamFormats.HasEvents(options.Decoding.Format)
            ? TokenStream.Events(text, cancellationToken)
            : TokenStream.Tokens(text, options.TokenCharacters, cancellationToken);

    private IEventSink Sink() => options.Events
        ? new EventLines(StandardOutput.Open())
        : new OutputRelay(StandardOutput.Open(), Console.OpenStandardError());

    private void SaveSummary(string path, IReadOnlyList<SessionSummary> summaries)
    {
        using var file = File.Create(path);
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            if (options.Mode == RunMode.Both)
                WriteBoth(json, summaries);
            else
                SummaryJson.Write(json, summaries[0]);
        }

        file.WriteByte((byte)'\n');
    }

    private static void WriteBoth(Utf8JsonWriter json, IReadOnlyList<SessionSummary> summaries)
    {
        json.WriteStartObject();
        foreach (var summary in summaries.Reverse())
        {
            json.WritePropertyName(summary.Mode == ExecutionMode.Serial ? "serial" : "eager");
            SummaryJson.Write(json, summary);
        }

        json.WriteEndObject();
    }
}
