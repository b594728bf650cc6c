using Eager.Executions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

public static class PythonServiceCollectionExtensions
{
    /// <summary>Adds the backend that runs Python programs in worker processes. Its options are validated when the host starts.</summary>
    public static IServiceCollection AddPythonBackend(this IServiceCollection services, Action<PythonOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PythonOptions>, PythonOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackend, PythonBackend>());
        var options = services.AddOptions<PythonOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
