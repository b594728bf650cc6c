using System.Runtime.CompilerServices;
using System.Text;
using Eager.Effects;
using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Executions;
using Eager.Executors.CSharp;
using Eager.Parsing;
using Eager.Statements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>The engine with real C# workers: those that the product starts.</summary>
public sealed class CSharpEngine : IAsyncLifetime, IDisposable
{
    private readonly IHost _host;
    private readonly SemaphoreSlim _slots = new(Environment.ProcessorCount);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-csharp-");

    public CSharpEngine()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddEagerEngine();
        foreach (var language in LanguageRegistry.All)
            builder.Services.AddSingleton<ILanguage>(language);
        builder.Services.AddCSharpBackend(options => options.WorkerDirectory = WorkerDirectory);
        _host = builder.Build();
    }

    /// <summary>The worker's program and what belongs to it.</summary>
    internal static string WorkerDirectory { get; } = FindWorker();

    /// <summary>The product's command.</summary>
    internal static string Command { get; } = Path.Combine(WorkerDirectory, "..", "eager");

    /// <summary>Where programs run.</summary>
    internal string Folder => _folder.FullName;

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        Dispose();
    }

    public void Dispose()
    {
        _host.Dispose();
        _slots.Dispose();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    internal Task<ProgramResult> SerialAsync(string program, string text) => RunAsync(program, ExecutionMode.Serial, Whole(text));

    internal Task<ProgramResult> EagerAsync(string program, IAsyncEnumerable<ReadOnlyMemory<byte>> text, bool display = false) =>
        RunAsync(program, ExecutionMode.Eager, text, display);

    internal async Task<ProgramResult> RunAsync(
        string program,
        ExecutionMode mode,
        IAsyncEnumerable<ReadOnlyMemory<byte>> text,
        bool display = false,
        Action<EagerSession, string>? onOutput = null,
        Action<EagerSession, SessionEvent>? onEvent = null,
        string? effects = null,
        Stream? input = null)
    {
        await _slots.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            EagerSession? open = null;
            var events = new EventList
            {
                OnOutput = output => onOutput?.Invoke(open!, output),
                OnEvent = published => onEvent?.Invoke(open!, published),
            };
            var options = new SessionOptions
            {
                Language = "csharp",
                Mode = mode,
                Effects = effects is null ? null : EffectProfile.Parse(effects),
                Program = new BackendSessionOptions
                {
                    ProgramFile = Path.Combine(Folder, program),
                    Arguments = [program],
                    WorkingDirectory = Folder,
                    Display = display,
                    Input = input,
                },
            };
            var summary = await SessionRunner.RunAsync(
                _host.Services.GetRequiredService<EagerEngine>(),
                options,
                _ => text,
                events,
                session =>
                {
                    open = session;
                    return null;
                },
                TestContext.Current.CancellationToken);
            return new ProgramResult(events.Output, events.Complaint, summary, events.Events);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>A text that arrives at once.</summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> Whole(string text)
    {
        await Task.Yield();
        yield return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A text that does not end.</summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> Open(string text, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Encoding.UTF8.GetBytes(text);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>A text cut anywhere; now and then the next piece takes its time, so that what has arrived is compiled.</summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> Split(string text, int seed)
    {
        var random = new Random(seed);
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(text);
        while (rest.Length > 0)
        {
            var length = Math.Min(rest.Length, random.Next(1, 40));
            yield return rest[..length];
            rest = rest[length..];
            if (random.Next(4) == 0)
                await Task.Delay(random.Next(1, 60));
        }
    }

    private static string FindWorker()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eager", "csharp-worker");
            if (File.Exists(Path.Combine(candidate, "csharp-worker")))
                return candidate;
        }

        throw new InvalidOperationException("the product is not built: run ./eager once");
    }
}
