using Akka.Hosting;
using Eager.Engine.Pipeline;
using Eager.Engine.Pipeline.Supervision;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the engine.</summary>
public static class EngineServiceCollectionExtensions
{
    /// <summary>By default the actor system ends itself at SIGINT and SIGTERM; here they belong to the host, which interrupts the program first.</summary>
    private const string LeaveSignals = "akka.coordinated-shutdown.run-by-clr-shutdown-hook = off";

    /// <summary>
    /// Adds <see cref="EagerEngine"/> and its actor system. Languages and backends are registered beside it as <c>ILanguage</c> and
    /// <c>IBackend</c>. Options are validated when the host starts.
    /// </summary>
    public static IServiceCollection AddEagerEngine(this IServiceCollection services, Action<EngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EagerEngine>();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.AddSingleton<IValidateOptions<SessionLimits>, SessionLimitsValidator>();
        var options = services.AddOptions<EngineOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services.AddLogging().AddAkka("eager", akka => akka
            .AddHocon(LeaveSignals, HoconAddMode.Prepend)
            .ConfigureLoggers(LogToTheHost)
            .WithActors((system, registry, _) =>
                registry.Register<SessionSupervisorActor>(system.ActorOf(Akka.Actor.Props.Create<SessionSupervisorActor>(), "sessions"))));
    }

    /// <summary>Standard output belongs to the program: the actor system writes to the host's loggers and never to the console.</summary>
    private static void LogToTheHost(LoggerConfigBuilder loggers)
    {
        loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
        loggers.ClearLoggers();
        loggers.AddLoggerFactory();
    }
}
