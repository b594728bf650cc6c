using System.Net.Sockets;
using System.Text;
using Eager.Server.Description;
using Eager.Server.Executions;
using Eager.Server.Files;
using Eager.Server.Page;
using Eager.Server.Problems;
using Eager.Server.Proxy;
using Eager.Server.Proxy.Calls;
using Eager.Server.Sessions;
using Eager.Server.Streams;
using Eager.Server.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Eager.Server.Hosting;

/// <summary>The engine over HTTP: code in while it is written, events out as they happen.</summary>
public sealed class EagerServer : IAsyncDisposable
{
    /// <summary>Time beyond the drain deadline for everything to end.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private static readonly string[] Described = ["/v1/", "/health/", "/metrics", "/openapi/"];

    private readonly WebApplication _application;

    private EagerServer(WebApplication application, TimeSpan drainDeadline) => (_application, DrainDeadline) = (application, drainDeadline);

    /// <summary>How long programs that run may go on when it is told to stop.</summary>
    public TimeSpan DrainDeadline { get; }

    /// <summary>Where it listens, the ports included.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _application.Urls.Select(url => new Uri(url))];

    /// <summary>Addresses of the interface and their methods, in the spelling of its document.</summary>
    internal IEnumerable<(string Pattern, IReadOnlyList<string> Methods)> Routes =>
        from source in ((IEndpointRouteBuilder)_application).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        let pattern = OpenApiDocument.PathOf(endpoint.RoutePattern.RawText!)
        where Described.Any(prefix => pattern.StartsWith(prefix, StringComparison.Ordinal))
        select (pattern, endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods);

    /// <summary>Starts to listen.</summary>
    /// <param name="arguments">Settings as on a command line: <c>--Eager:NAME VALUE</c>; they come before the environment and <c>appsettings.json</c>.</param>
    /// <param name="configure">Settings that come before all others; null for none.</param>
    /// <param name="addParts">Registers languages and backends beside the engine.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or the server would be exposed without a key.</exception>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<EagerServer> StartAsync(
        string[] arguments, Action<ServerOptions>? configure, Action<IServiceCollection> addParts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addParts);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = Environment.CurrentDirectory });
        var options = OptionsOf(builder.Configuration);
        configure?.Invoke(options);
        options.Validate();
        // Why it cannot start is the exception's to say, once.
        var isUp = false;
        AddLogging(builder.Logging);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => isUp && level >= LogLevel.Warning);
        AddServices(builder.Services, options);
        addParts(builder.Services);
        builder.WebHost.UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
            // Headers of a model's API pass as they are.
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        var application = builder.Build();
        Map(application);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            isUp = true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"cannot listen on {options.Urls}: {e.GetBaseException().Message.ToLowerInvariant()}; --urls takes another address", e);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new EagerServer(application, options.DrainDeadline);
    }

    /// <summary>Returns when the process is told to end and everything has ended.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Drains, then ends.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _application.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static ServerOptions OptionsOf(ConfigurationManager configuration)
    {
        try
        {
            var options = new ServerOptions();
            configuration.GetSection(ServerOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return options;
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException((e.InnerException ?? e).Message.Split('\n')[0], e);
        }
    }

    /// <summary>One JSON object a line on standard error.</summary>
    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(json => json.TimestampFormat = "O");
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
    }

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddEagerEngine();
        services.AddMetrics();
        services.AddSingleton<PrometheusText>();
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<Admission>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<ExecutionStarter>();
        services.AddSingleton<EventResponse>();
        services.AddSingleton<ExecutionSocket>();
        services.AddSingleton<SessionEndpoints>();
        services.AddSingleton<ExecutionEndpoints>();
        services.AddSingleton<CodeEndpoints>();
        services.AddSingleton<FileEndpoints>();
        services.AddSingleton<OperationEndpoints>();
        services.AddSingleton<Upstream>();
        services.AddSingleton<CallBook>();
        services.AddSingleton<ProxySessions>();
        services.AddSingleton<ProxyParts>();
        services.AddSingleton<ProxyEndpoints>();
        TelemetryExport.Add(services, options);
        services.AddHostedService<SessionSweeper>();
        services.AddRateLimiter(limiter => RateLimits.Configure(limiter, options));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.AllowedOrigins]).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Location")));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDeadline + StopGrace);
    }

    private static void Map(WebApplication application)
    {
        // Created before the first measurement.
        application.Services.GetRequiredService<PrometheusText>();
        application.UseMiddleware<ProblemMiddleware>();
        application.UseRouting();
        application.UseCors();
        application.UseMiddleware<ClientCheck>();
        application.UseWebSockets();
        application.UseRateLimiter();
        application.Services.GetRequiredService<SessionEndpoints>().Map(application);
        application.Services.GetRequiredService<ExecutionEndpoints>().Map(application);
        application.Services.GetRequiredService<CodeEndpoints>().Map(application);
        application.Services.GetRequiredService<FileEndpoints>().Map(application);
        application.Services.GetRequiredService<OperationEndpoints>().Map(application);
        application.Services.GetRequiredService<ProxyEndpoints>().Map(application);
        PageEndpoints.Map(application);
    }
}
