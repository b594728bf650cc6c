using System.Collections.Immutable;

namespace Eager.Generators.Tests.Running;

/// <param name="Total">The sum so far.</param>
/// <param name="Missed">The messages that no arm took.</param>
internal sealed record TallyReported(int Total, ImmutableArray<object> Missed);
