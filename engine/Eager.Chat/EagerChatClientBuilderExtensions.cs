using Eager.Chat;
using Eager.Chat.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Puts eager execution into a chat client's pipeline.</summary>
public static class EagerChatClientBuilderExtensions
{
    /// <summary>
    /// Runs the calls of the <see cref="CodeTool"/> while their arguments arrive. Its place is below the function-invoking client, so behind
    /// <c>UseFunctionInvocation()</c>, which then finds the finished result. The services are those of <c>AddEager</c>.
    /// </summary>
    public static ChatClientBuilder UseEagerExecution(this ChatClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => new EagerChatClient(
            inner,
            services.GetRequiredService<CodeTool>(),
            services.GetRequiredService<CallRuns>(),
            services.GetRequiredService<ChatMetrics>(),
            services.GetRequiredService<ILogger<EagerChatClient>>()));
    }
}
