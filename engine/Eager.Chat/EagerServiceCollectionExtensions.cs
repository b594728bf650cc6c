using Eager.Chat;
using Eager.Chat.Runs;
using Eager.Executors.CSharp;
using Eager.Executors.Python;
using Eager.Parsing;
using Eager.Statements;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what a chat client needs to run code while it arrives.</summary>
public static class EagerServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine, its languages and backends, and the <see cref="CodeTool"/> that a model calls. Options are validated when the host starts;
    /// the engine works while the host runs.
    /// </summary>
    public static IServiceCollection AddEager(this IServiceCollection services, Action<EagerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddEagerEngine().AddPythonBackend().AddCSharpBackend().AddMetrics();
        foreach (var language in LanguageRegistry.All)
            services.AddSingleton<ILanguage>(language);
        services.AddSingleton<IValidateOptions<EagerOptions>, EagerOptionsValidator>();
        services.AddSingleton<IValidateOptions<EagerOptions>, KnownPartsValidator>();
        services.AddSingleton<ProgramRunner>();
        services.AddSingleton<CallRuns>();
        services.AddSingleton<ChatMetrics>();
        services.AddSingleton(provider => new CodeTool(
            provider.GetRequiredService<IOptions<EagerOptions>>(),
            provider.GetRequiredService<CallRuns>(),
            provider.GetRequiredService<ProgramRunner>()));
        var options = services.AddOptions<EagerOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
