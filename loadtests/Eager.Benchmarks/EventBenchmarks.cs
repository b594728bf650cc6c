using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Benchmarks;

/// <summary>The events of a statement as lines of JSON. One operation is one event.</summary>
[MemoryDiagnoser]
public class EventBenchmarks
{
    internal const int Events = 1000;

    private static readonly SessionEvent[] OfAStatement =
    [
        new StatementReleased(new StatementBoundary(7, StatementKind.Assignment, new SourceSpan(40, 80, 2, 2), new SourceSpan(40, 79, 2, 2), 81)) { Seq = 12 },
        new BatchDispatched(7, [7]) { Seq = 13 },
        new ProgramOutput(OutputStream.Stdout, "line 12\n"u8.ToArray()) { Seq = 14 },
        new BatchFinished(7, UnitOutcome.Succeeded, [new StatementTiming(7, UnitOutcome.Succeeded, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2))]) { Seq = 15 },
    ];

    private readonly ArrayBufferWriter<byte> _output = new(1 << 18);

    [Benchmark(OperationsPerInvoke = Events)]
    public int Write()
    {
        _output.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_output);
        for (var i = 0; i < Events; i++)
        {
            json.Reset();
            SessionEventJson.Write(json, OfAStatement[i % OfAStatement.Length]);
            json.Flush();
        }

        return _output.WrittenCount;
    }
}
