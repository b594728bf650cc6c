using Eager.Executions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Scripted;

public static class ScriptedServiceCollectionExtensions
{
    /// <summary>Adds the backend that does with a language's programs what a file says.</summary>
    public static IServiceCollection AddScriptedBackend(
        this IServiceCollection services, string language, Action<ScriptedOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ScriptedOptions>().Configure(configure ?? (_ => { }));
        return services.AddSingleton<IBackend>(provider => new ScriptedBackend(
            language, provider.GetRequiredService<IOptions<ScriptedOptions>>(), provider.GetRequiredService<TimeProvider>()));
    }
}
