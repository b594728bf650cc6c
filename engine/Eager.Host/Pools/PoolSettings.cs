using Eager.Executors.CSharp;
using Eager.Executors.Pooling;
using Eager.Executors.Python;
using Eager.Executors.Sandbox;
using Eager.Server.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.Host.Pools;

/// <summary>Gives every backend that can have one a pool, as the server's settings say.</summary>
internal static class PoolSettings
{
    /// <exception cref="ArgumentException">Later, as the options are read: a setting is none, or has a value that is none.</exception>
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<PythonOptions>().Configure<IConfiguration>(Python);
        services.AddOptions<SandboxOptions>().Configure<IConfiguration>((options, configuration) => Read(configuration, options.Pool));
        services.AddOptions<CSharpOptions>().Configure<IConfiguration>((options, configuration) => Read(configuration, options.Pool));
    }

    /// <summary>Gives the one backend that a program runs on a pool with a worker for each of two arms.</summary>
    /// <exception cref="UsageException">That backend can have none.</exception>
    public static void AddTo(IServiceCollection services, string language, string backend)
    {
        switch (language, backend)
        {
            case ("python", "process"):
                services.Configure<PythonOptions>(options => Enable(options.Pool));
                break;
            case ("python", "sandbox"):
                services.Configure<SandboxOptions>(options => Enable(options.Pool));
                break;
            case ("csharp", "process"):
                services.Configure<CSharpOptions>(options => Enable(options.Pool));
                break;
            default:
                throw new UsageException($"--pool on: the backend '{backend}' for {language} has no pool");
        }
    }

    private static void Enable(PoolOptions options) => (options.Enabled, options.Minimum) = (true, 2);

    private static void Python(PythonOptions options, IConfiguration configuration)
    {
        Read(configuration, options.Pool);
        var preload = configuration.GetSection($"{ServerOptions.Section}:{nameof(ServerOptions.Preload)}").Get<string[]>() ?? [];
        if (preload.Length == 0)
            return;
        options.Preload.Clear();
        foreach (var module in preload)
            options.Preload.Add(module);
    }

    private static void Read(IConfiguration configuration, PoolOptions options)
    {
        options.Enabled = true;
        try
        {
            configuration.GetSection($"{ServerOptions.Section}:{nameof(ServerOptions.Pool)}").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException((e.InnerException ?? e).Message.Split('\n')[0], e);
        }
    }
}
