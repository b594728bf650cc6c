using Eager.Batches;
using Eager.Engine.Batches;

namespace Eager.Host.Commands.Choices;

/// <summary>Which gate policy a word means.</summary>
internal static class DispatchChoice
{
    /// <summary>The policy of that name; null for what suits the backend.</summary>
    public static IGatePolicy? Of(Dispatch dispatch) =>
        GatePolicies.All.FirstOrDefault(policy => string.Equals(policy.Name, dispatch.ToString(), StringComparison.OrdinalIgnoreCase));
}
