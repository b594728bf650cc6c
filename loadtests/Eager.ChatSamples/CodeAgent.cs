using Eager.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.ChatSamples;

/// <summary>The sample: an agent whose model writes Python, which runs while it is written.</summary>
public static class CodeAgent
{
    /// <summary>Asks once and returns the answer, function calls and their results included.</summary>
    public static async Task<ChatResponse> AskAsync(IChatClient provider, string question, CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddEager(options => options.Tool = "run_python");
        builder.Services.AddChatClient(provider)
            .UseFunctionInvocation()
            .UseEagerExecution();
        using var host = builder.Build();
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var tool = host.Services.GetRequiredService<CodeTool>();
            var client = host.Services.GetRequiredService<IChatClient>();
            return await client.GetResponseAsync(question, new ChatOptions { Tools = [tool] }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
