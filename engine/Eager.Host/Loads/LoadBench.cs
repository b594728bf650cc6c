using System.Runtime.CompilerServices;
using Eager.Executors.Scripted;
using Eager.Host.Running;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;
using Eager.LoadTests.Targets;
using Eager.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.Host.Loads;

/// <summary>What every load test needs: a target that is open, a clock that plays tokens, and whatever ends it early.</summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private readonly TokenClock _clock = new(TimeProvider.System);
    private readonly LoadScript _script;
    private readonly Product? _product;

    private LoadBench(ILoadTarget target, Product? product, LoadScript script)
    {
        (Target, _product, _script) = (target, product, script);
        // Weak: a soak makes new programs for each round.
        var arrivals = new ConditionalWeakTable<LoadProgram, TimeSpan[]>();
        Run = new StreamRun(target, _clock, program => arrivals.GetValue(program, one => one.Arrivals(LanguageRegistry.Find(one.Language)!)), TimeProvider.System);
    }

    public ILoadTarget Target { get; }

    public StreamRun Run { get; }

    public InterruptSignal Interrupt { get; } = new();

    /// <exception cref="UsageException">The choice names no target.</exception>
    public static async Task<LoadBench> OpenAsync(LoadTargetChoice choice)
    {
        var script = LoadScript.Write();
        try
        {
            if (choice.Server is not null)
                return new LoadBench(Server(choice, choice.Server), product: null, script);
            var product = await Product.StartAsync(
                choice.Python, configure: services => services.Configure<ScriptedOptions>(options => options.File = script.Path)).ConfigureAwait(false);
            return new LoadBench(new EngineTarget(product.Engine, choice.Backend, Environment.CurrentDirectory), product, script);
        }
        catch
        {
            script.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync().ConfigureAwait(false);
        if (_product is not null)
            await _product.DisposeAsync().ConfigureAwait(false);
        _clock.Dispose();
        _script.Dispose();
        Interrupt.Dispose();
    }

    private static ServerTarget Server(LoadTargetChoice choice, string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"--server takes an address such as http://127.0.0.1:8080, not '{server}'");
        var key = choice.KeyVariable is null
            ? null
            : Environment.GetEnvironmentVariable(choice.KeyVariable) ?? throw new UsageException($"--api-key-env: {choice.KeyVariable} is not set");
        return new ServerTarget(address, choice.Backend, key);
    }
}
