using BenchmarkDotNet.Attributes;
using Eager.Engine.Batches;
using Eager.Engine.Executions;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Benchmarks;

/// <summary>A ready statement on its way: queued, cut into a batch, noted as handed over and as finished. One operation is one statement.</summary>
[MemoryDiagnoser]
public class DispatchBenchmarks
{
    internal const int Statements = 1000;

    private static readonly byte[] Text = "total = combine(total, price * 3)\n"u8.ToArray();

    private readonly PipelinedGate _gate = new();

    [Benchmark(OperationsPerInvoke = Statements)]
    public int Dispatch()
    {
        var builder = new BatchBuilder(_gate, slots: 64, window: 1 << 20);
        var ledger = new ExecutionLedger();
        for (var i = 0; i < Statements; i++)
        {
            var span = new SourceSpan(i * (long)Text.Length, (i + 1) * (long)Text.Length, i + 1, i + 1);
            builder.Offer(new Statement(new StatementBoundary(i, StatementKind.Assignment, span, span, span.End), Text, i));
            var batch = builder.TryCut(TimeSpan.FromMilliseconds(i)) ?? throw new InvalidOperationException("nothing was cut");
            ledger.Begin(batch);
            ledger.Finish(new UnitFinished(i, UnitOutcome.Succeeded, i, i + 1));
            builder.Finish(batch, new BatchTiming(TimeSpan.FromMilliseconds(i), TimeSpan.FromMilliseconds(i + 1)));
        }

        return ledger.Statements;
    }
}
