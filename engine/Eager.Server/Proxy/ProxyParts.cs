using Eager.Server.Executions;
using Eager.Server.Hosting;
using Eager.Server.Proxy.Calls;

namespace Eager.Server.Proxy;

/// <summary>What every exchange with a model needs.</summary>
/// <param name="Upstream">The model's API.</param>
/// <param name="Starter">Starts executions.</param>
/// <param name="Book">Notes what belongs to which session.</param>
/// <param name="Options">The settings.</param>
/// <param name="Time">The clock.</param>
internal sealed record ProxyParts(Upstream Upstream, ExecutionStarter Starter, CallBook Book, ServerOptions Options, TimeProvider Time);
