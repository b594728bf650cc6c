using Eager.Executions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Eager.Executors.CSharp;

public static class CSharpServiceCollectionExtensions
{
    /// <summary>Adds the backend that runs C# programs in worker processes. Its options are validated when the host starts.</summary>
    public static IServiceCollection AddCSharpBackend(this IServiceCollection services, Action<CSharpOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CSharpOptions>, CSharpOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackend, CSharpBackend>());
        var options = services.AddOptions<CSharpOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
