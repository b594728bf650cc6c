using Eager.Statements;

namespace Eager.Engine.Simulation;

/// <summary>A statement as a schedule has to take it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ReadyAt">a: when it became certain, since the session opened.</param>
/// <param name="Execution">e: how long it executes.</param>
public readonly record struct TracedStatement(StatementKind Kind, TimeSpan ReadyAt, TimeSpan Execution);
