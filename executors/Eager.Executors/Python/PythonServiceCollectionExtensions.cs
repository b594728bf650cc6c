using Eager.Executions;
using Eager.Executors.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.Python;

public static class PythonServiceCollectionExtensions
{
    /// <summary>
    /// Adds the backends that run Python programs in worker processes: <c>process</c>, and <c>sandbox</c>. Their options are validated when the host
    /// starts.
    /// </summary>
    public static IServiceCollection AddPythonBackend(this IServiceCollection services, Action<PythonOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PythonOptions>, PythonOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackend, PythonBackend>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackend, PythonSandboxBackend>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>());
        services.AddOptions<SandboxOptions>().ValidateOnStart();
        var options = services.AddOptions<PythonOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
