using System.Collections.Immutable;
using Eager.Executions;

namespace Eager.Batches;

/// <summary>Units that travel to a backend in one dispatch, in source order.</summary>
/// <param name="Id">Number in the session, counted from 0.</param>
/// <param name="Units">At least one unit.</param>
public sealed record Batch(int Id, ImmutableArray<ExecutionUnit> Units);
