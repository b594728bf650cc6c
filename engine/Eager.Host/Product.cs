using Eager.Engine.Pipeline;
using Eager.Executors.CSharp;
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
    public static async Task<Product> StartAsync(string? python)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddEagerEngine();
        AddParts(builder.Services, python);
        // The usual lifetime would stop the engine at the first Ctrl-C, beneath the program that is to be interrupted.
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new Product(host);
    }

    /// <summary>Registers every language and every backend.</summary>
    /// <param name="services">Where.</param>
    /// <param name="python">The Python interpreter; null for the usual search.</param>
    public static void AddParts(IServiceCollection services, string? python)
    {
        foreach (var language in LanguageRegistry.All)
        {
            services.AddSingleton<ILanguage>(language);
            services.AddScriptedBackend(language.Name, options => options.File = Environment.GetEnvironmentVariable("EAGER_SCRIPT"));
        }

        services.AddPythonBackend(options => options.Interpreter = python);
        services.AddCSharpBackend();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>The commands decide when the engine ends.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
