using Eager.ChatSamples;
using Eager.Effects;
using Eager.Executors.CSharp;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Eager.Chat.Tests;

/// <summary>A replaying model, a host with the product, and the providers' own clients between them.</summary>
internal sealed class ChatHost : IAsyncDisposable
{
    private readonly ReplayServer _server;
    private readonly IHost _host;

    private ChatHost(ReplayServer server, IHost host, LogLines log, string directory) =>
        (_server, _host, Log, Directory) = (server, host, log, directory);

    /// <summary>Where programs run.</summary>
    public string Directory { get; }

    public LogLines Log { get; }

    public CodeTool Tool => _host.Services.GetRequiredService<CodeTool>();

    /// <summary>Where the model listens.</summary>
    public Uri Address => _server.Address;

    public IServiceProvider Services => _host.Services;

    public static async Task<ChatHost> StartAsync(
        IReadOnlyList<ModelAnswer> answers, Func<ReplayOptions, ReplayOptions>? replay = null, Action<EagerOptions>? configure = null)
    {
        var options = new ReplayOptions { Answers = answers, TokenCharacters = 3 };
        var server = await ReplayServer.StartAsync(replay?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        var directory = System.IO.Directory.CreateTempSubdirectory("eager-chat-").FullName;
        var log = new LogLines();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.AddProvider(log);
        builder.Services.AddEager(eager =>
        {
            eager.WorkingDirectory = directory;
            eager.Effects = EffectProfile.Open;
            configure?.Invoke(eager);
        });
        builder.Services.Configure<CSharpOptions>(csharp => csharp.WorkerDirectory = ProductCommand.CSharpWorker);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ChatHost(server, host, log, directory);
    }

    public IChatClient Provider(ChatApi api) => ProviderClients.Create(api, _server.Address, "replay", "none");

    /// <summary>A client with function invocation above and eager execution below.</summary>
    public IChatClient Client(ChatApi api) => Client(Provider(api));

    public IChatClient Client(IChatClient provider) =>
        new ChatClientBuilder(provider).UseFunctionInvocation().UseEagerExecution().Build(_host.Services);

    public ChatOptions Options(params AITool[] others) => new() { Tools = [Tool, .. others] };

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
