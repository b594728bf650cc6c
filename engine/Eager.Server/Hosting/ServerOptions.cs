namespace Eager.Server.Hosting;

/// <summary>Settings of the server: section <c>Eager</c> of <c>appsettings.json</c>, <c>Eager__NAME</c> in the environment, <c>--Eager:NAME</c> on the command line.</summary>
public sealed class ServerOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Eager";

    /// <summary>Where it listens, with semicolons between; port 0 takes a free one.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Keys of which a request must show one. Needed where it listens on more than the loopback interface.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>Origins of pages that may call it from a browser, besides its own.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Folder beneath which each session has its own; null for the system's temporary folder.</summary>
    public string? Workspaces { get; set; }

    /// <summary>Folder that takes what arrived of each execution's code, and when, as eager-trace/1; null where nothing is recorded.</summary>
    public string? Traces { get; set; }

    /// <summary>Sessions at one time.</summary>
    public int MaxSessions { get; set; } = 1000;

    /// <summary>Executions at one time; more wait.</summary>
    public int MaxExecutions { get; set; } = 600;

    /// <summary>Executions that may wait; more are refused.</summary>
    public int MaxQueued { get; set; } = 100;

    /// <summary>How long an execution waits for a place before it is refused.</summary>
    public TimeSpan QueueDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a session lasts without a request, code or event, unless it names a shorter time itself.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long running executions may go on when the server is told to stop.</summary>
    public TimeSpan DrainDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two signs of life in a silent stream of server-sent events.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may hold its program back before it is let go.</summary>
    public TimeSpan SlowReaderDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a JSON body.</summary>
    public long MaxJsonBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one execution's code.</summary>
    public long MaxCodeBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one uploaded file.</summary>
    public long MaxFileBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of an execution's events that are kept for readers that come late or come back.</summary>
    public int EventBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Sessions and executions that one client may begin in a second; 0 for no limit.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <exception cref="ArgumentException">A setting is out of its range, or the server would be exposed without a key.</exception>
    public void Validate()
    {
        Require(MaxSessions > 0 && MaxExecutions > 0 && MaxQueued >= 0, "MaxSessions and MaxExecutions must be above 0, MaxQueued not below");
        Require(IdleTimeout > TimeSpan.Zero && Heartbeat > TimeSpan.Zero && SlowReaderDeadline > TimeSpan.Zero, "IdleTimeout, Heartbeat and SlowReaderDeadline must be above 0");
        Require(DrainDeadline >= TimeSpan.Zero && QueueDeadline >= TimeSpan.Zero, "DrainDeadline and QueueDeadline must not be below 0");
        Require(MaxJsonBytes > 0 && MaxCodeBytes > 0 && MaxFileBytes > 0 && EventBytes > 0, "MaxJsonBytes, MaxCodeBytes, MaxFileBytes and EventBytes must be above 0");
        Require(RequestsPerSecond >= 0, "RequestsPerSecond must not be below 0");
        Require(Traces is null || Directory.Exists(Traces), $"Traces: there is no folder {Traces}");
        Require(ApiKeys.All(key => key.Length >= 16), "an API key has at least 16 characters");
        foreach (var address in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            Require(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == "http", $"'{address}' is no address such as http://127.0.0.1:8080");
            Require(url!.IsLoopback || ApiKeys.Count > 0, $"{address} can be reached from other machines: set an API key first (Eager__ApiKeys__0)");
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new ArgumentException(otherwise);
    }
}
