using Eager.Engine.Pipeline;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Eager.Engine.Tests.Hosting;

/// <summary>A started host with the engine, the line language and the scripted backend.</summary>
public sealed class EngineHost : IAsyncLifetime
{
    private readonly IHost _host;
    private int _programs;
    private bool _stopped;

    public EngineHost()
        : this(TimeProvider.System)
    {
    }

    internal EngineHost(TimeProvider time, Action<EngineOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<ILanguage, LineLanguage>();
        builder.Services.AddSingleton<IBackend, ScriptedBackend>();
        builder.Services.AddEagerEngine(configure);
        _host = builder.Build();
    }

    public EagerEngine Engine => _host.Services.GetRequiredService<EagerEngine>();

    internal ScriptedBackend Backend => (ScriptedBackend)_host.Services.GetRequiredService<IBackend>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async Task StopAsync()
    {
        _stopped = true;
        await _host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await StopAsync();
        _host.Dispose();
    }

    internal SessionOptions NewOptions() => new()
    {
        Language = LineLanguage.LanguageName,
        Backend = ScriptedBackend.BackendName,
        Program = new BackendSessionOptions
        {
            ProgramFile = $"<program-{Interlocked.Increment(ref _programs)}>",
            WorkingDirectory = Path.GetTempPath(),
        },
    };

    /// <summary>Opens a session whose events are read from the start, or only when the test says so.</summary>
    internal async Task<TestSession> OpenAsync(
        ScriptedSessionOptions? scripted = null, Func<SessionOptions, SessionOptions>? configure = null, bool readEvents = true)
    {
        var options = NewOptions();
        options = configure?.Invoke(options) ?? options;
        Backend.Prepared[options.Program.ProgramFile] = scripted ?? new ScriptedSessionOptions();
        var session = await Engine.OpenAsync(options, TestContext.Current.CancellationToken);
        return new TestSession(session, Backend.SessionOf(options.Program.ProgramFile), readEvents);
    }

    /// <summary>Runs a program from its first to its last byte.</summary>
    internal async Task<IReadOnlyList<SessionEvent>> RunAsync(
        string program, ScriptedSessionOptions? scripted = null, Func<SessionOptions, SessionOptions>? configure = null)
    {
        await using var session = await OpenAsync(scripted, configure);
        await session.WriteAsync(program);
        await session.CompleteAsync();
        return await session.EventsAsync();
    }
}
