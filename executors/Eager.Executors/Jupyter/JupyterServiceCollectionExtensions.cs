using Eager.Executions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Jupyter;

public static class JupyterServiceCollectionExtensions
{
    /// <summary>Adds the backend <c>jupyter</c> for a language. Its options are those of all languages, and are validated when the host starts.</summary>
    public static IServiceCollection AddJupyterBackend(
        this IServiceCollection services, string language, Action<JupyterOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JupyterOptions>, JupyterOptionsValidator>());
        services.AddOptions<JupyterOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        return services.AddSingleton<IBackend>(provider => new JupyterBackend(
            language,
            provider.GetRequiredService<IOptions<JupyterOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JupyterBackend>>()));
    }
}
