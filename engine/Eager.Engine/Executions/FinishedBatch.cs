using Eager.Batches;
using Eager.Executions;

namespace Eager.Engine.Executions;

/// <summary>A batch all of whose units ended; <c>Outcome</c> is the first that was no success.</summary>
internal sealed record FinishedBatch(Batch Batch, UnitOutcome Outcome, IReadOnlyList<ExecutedStatement> Statements);
