using System.Text;
using Akka.Actor;
using Eager.Batches;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;
using static Eager.Engine.Executions.ExecutorProtocol;

namespace Eager.Engine.Tests.Scripted;

/// <summary>Small values for tests of pure classes.</summary>
internal static class Samples
{
    /// <summary>Statement <paramref name="index"/> on a line of its own, ten bytes a line.</summary>
    public static Statement Statement(int index, StatementKind kind = StatementKind.Expression, long readyAt = 0)
    {
        var span = new SourceSpan(index * 10, (index * 10) + 10, index + 1, index + 1);
        var code = span with { End = span.End - 1 };
        return new Statement(
            new StatementBoundary(index, kind, span, code, span.End), Encoding.UTF8.GetBytes($"statem{index:D3}\n"), readyAt);
    }

    public static ExecutionUnit Unit(int id, Statement? statement) => new(
        id,
        statement is null ? UnitKind.Probe : UnitKind.Statement,
        statement?.Boundary.Extent ?? new SourceSpan(90, 95, 10, 10),
        statement?.Text ?? "!"u8.ToArray()) { Statement = statement };

    /// <summary>A batch of statements whose unit ids are their indexes.</summary>
    public static Batch Batch(int id, params int[] statements) =>
        new(id, [.. statements.Select(index => Unit(index, Statement(index)))]);

    public static Batch Probe(int id, int unitId) => new(id, [Unit(unitId, null)]);

    public static ProgramError Error(string type = "ValueError") => new(type, "no", $"{type}: no", 1);

    public static StreamTail Tail(ProgramEnding ending = ProgramEnding.Complete, long endedAt = 0, string? limit = null, SourceSpan remainder = default) =>
        new(ending, remainder, ReadOnlyMemory<byte>.Empty, endedAt, CutOff: null, limit);

    public static EndProgram End(StreamTail? tail = null, params int[] unsent) =>
        new(tail ?? Tail(), [.. unsent.Select(index => Statement(index))]);

    public static SessionIdentity Identity => new("lines", "scripted", ExecutionMode.Eager);

    public static SessionContext Context(TimeProvider time) => new(time, time.GetTimestamp(), ActorRefs.Nobody);
}
