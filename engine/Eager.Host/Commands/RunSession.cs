using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.Workspaces;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary>Carries out <c>run</c>: one arm, or both on the same stream.</summary>
internal sealed class RunSession(RunOptions options, Arm arm, InterruptSignal interrupt)
{
    private readonly TraceRecorder _trace = new();

    public static async Task<int> RunAsync(RunOptions options)
    {
        using var interrupt = new InterruptSignal();
        try
        {
            var product = await Product.StartAsync(options.Python).ConfigureAwait(false);
            await using (product.ConfigureAwait(false))
            {
                RequireBackend(options, product.Engine.Backends);
                return await new RunSession(options, new Arm(product.Engine, interrupt), interrupt).RunAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (interrupt.Received)
        {
            return ExitStatus.Interrupted;
        }
    }

    private static void RequireBackend(RunOptions options, IReadOnlyList<IBackend> known)
    {
        if (known.All(backend => backend.Language != options.Language))
            throw new UsageException($"this build has no backend that runs {options.Language}");
        var names = known.Where(backend => backend.Language == options.Language).Select(backend => backend.Name).ToArray();
        if (!names.Contains(options.Backend))
            throw new UsageException($"unknown backend '{options.Backend}' for {options.Language}; known: {string.Join(", ", names)}");
    }

    private async Task<int> RunAsync()
    {
        var arrival = TimeProvider.System.GetUtcNow();
        IReadOnlyList<SessionSummary> summaries = options.Mode switch
        {
            RunMode.Both => await BothAsync().ConfigureAwait(false),
            RunMode.Serial => [await OneAsync(ExecutionMode.Serial, Environment.CurrentDirectory, Sink(), Text).ConfigureAwait(false)],
            _ => [await OneAsync(ExecutionMode.Eager, Environment.CurrentDirectory, Sink(), Text).ConfigureAwait(false)],
        };
        if (options.TraceFile is not null)
            _trace.Save(options.TraceFile, options.Language, arrival);
        if (options.SummaryFile is not null)
            SaveSummary(options.SummaryFile, summaries);
        foreach (var fault in summaries.Select(summary => summary.Fault).OfType<string>())
            Complaint.Write($"eager: {fault}");
        return summaries[0].Exit;
    }

    /// <summary>The eager arm first, because a live stream comes only once; the serial arm sees the same deltas at the same times.</summary>
    private async Task<IReadOnlyList<SessionSummary>> BothAsync()
    {
        using var eagerCopy = WorkingCopy.Of(Environment.CurrentDirectory);
        using var serialCopy = WorkingCopy.Of(Environment.CurrentDirectory);
        var eager = await OneAsync(ExecutionMode.Eager, eagerCopy.Path, Sink(), Text).ConfigureAwait(false);
        if (interrupt.Received)
            return [eager];
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> again = options.Source.IsLive
            ? cancellation => TokenStream.Replayed(_trace.Deltas, TimeProvider.System, cancellation)
            : Text;
        var sink = options.Events ? Sink() : new SilentSink();
        var serial = await OneAsync(ExecutionMode.Serial, serialCopy.Path, sink, again).ConfigureAwait(false);
        Complaint.Write(Comparison.Line(eager, serial));
        return [eager, serial];
    }

    private Task<SessionSummary> OneAsync(
        ExecutionMode mode,
        string directory,
        IEventSink sink,
        Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> text)
    {
        var session = new SessionOptions
        {
            Language = options.Language,
            Backend = options.Backend,
            Mode = mode,
            OnError = options.OnError,
            Effects = options.Effects,
            Program = new BackendSessionOptions
            {
                ProgramFile = ProgramFile(directory),
                Arguments = options.Arguments,
                WorkingDirectory = directory,
            },
        };
        return arm.RunAsync(session, text, sink);
    }

    /// <summary>The program's own file as it lies in the arm's directory, or, where it lies elsewhere, as it is.</summary>
    private string ProgramFile(string directory)
    {
        if (options.Source.Path is not { } path)
            return "<stdin>";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : Path.Join(directory, relative);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Text(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = options.Source.Open();
        await using (source.ConfigureAwait(false))
        {
            var text = TokenStream.AsItComes(source, cancellationToken);
            if (options.Rate > 0)
                text = TokenStream.Paced(text, options.Rate, options.TokenCharacters, TimeProvider.System, cancellationToken);
            var records = options.TraceFile is not null || options is { Mode: RunMode.Both, Source.IsLive: true };
            _trace.Begin();
            await foreach (var delta in text.ConfigureAwait(false))
            {
                if (records)
                    _trace.Add(delta);
                yield return delta;
            }
        }
    }

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
