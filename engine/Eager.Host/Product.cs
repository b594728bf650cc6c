using Eager.Engine.Pipeline;
using Eager.Executors.CSharp;
using Eager.Executors.Jupyter;
using Eager.Executors.Python;
using Eager.Executors.Scripted;
using Eager.Parsing;
using Eager.Statements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Eager.Host;

/// <summary>The engine with every language and backend that this program knows, running. The one place that names the concrete parts.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly IHost _host;

    private Product(IHost host) => _host = host;

    public EagerEngine Engine => _host.Services.GetRequiredService<EagerEngine>();

    /// <param name="python">The Python interpreter; null for the usual search.</param>
    /// <param name="jupyter">What is asked of Jupyter; null for what the environment says.</param>
    /// <param name="script">What the scripted backend does; null for what the environment says.</param>
    public static async Task<Product> StartAsync(string? python, Action<JupyterOptions>? jupyter = null, string? script = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddEagerEngine();
        AddParts(builder.Services, python, jupyter);
        if (script is not null)
            builder.Services.Configure<ScriptedOptions>(options => options.File = script);
        // The usual lifetime would stop the engine at the first Ctrl-C, beneath the program that is to be interrupted.
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new Product(host);
    }

    /// <summary>Registers every language and every backend.</summary>
    /// <param name="services">Where.</param>
    /// <param name="python">The Python interpreter; null for the usual search.</param>
    /// <param name="jupyter">What is asked of Jupyter; null for what the environment says.</param>
    public static void AddParts(IServiceCollection services, string? python, Action<JupyterOptions>? jupyter = null)
    {
        services.Configure<JupyterOptions>(OfEnvironment);
        if (jupyter is not null)
            services.Configure(jupyter);
        foreach (var language in LanguageRegistry.All)
        {
            services.AddSingleton<ILanguage>(language);
            services.AddScriptedBackend(language.Name, options => options.File = Environment.GetEnvironmentVariable("EAGER_SCRIPT"));
            services.AddJupyterBackend(language.Name);
        }

        services.AddPythonBackend(options => options.Interpreter = python);
        services.AddCSharpBackend();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>A token is no argument: every user of the machine could read it.</summary>
    private static void OfEnvironment(JupyterOptions options)
    {
        if (Environment.GetEnvironmentVariable("EAGER_JUPYTER_URL") is { Length: > 0 } url)
            options.Url = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : throw new UsageException($"EAGER_JUPYTER_URL is no address: '{url}'");
        options.Token = Environment.GetEnvironmentVariable("EAGER_JUPYTER_TOKEN");
    }

    /// <summary>The commands decide when the engine ends.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
