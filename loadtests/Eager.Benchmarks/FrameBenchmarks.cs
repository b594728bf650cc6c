using System.Buffers;
using BenchmarkDotNet.Attributes;
using Eager.Executions;
using Eager.Wire;

namespace Eager.Benchmarks;

/// <summary>What travels between host and worker for a statement: its unit there, its end back. One operation is one frame.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    internal const int Frames = 1000;

    private readonly ArrayBufferWriter<byte> _output = new(1 << 17);
    private readonly UnitFrame _unit = new(1, UnitKind.Statement, 40, 2, "total = combine(total, price * 3)\n"u8.ToArray());
    private readonly UnitFinishedFrame _finished = new(1, UnitOutcome.Succeeded, 10, 20);
    private ReadOnlySequence<byte> _written;

    [GlobalSetup]
    public void Prepare()
    {
        var written = new ArrayBufferWriter<byte>();
        for (var i = 0; i < Frames; i++)
            FrameWriter.Write(written, _finished);
        _written = new ReadOnlySequence<byte>(written.WrittenMemory);
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Write()
    {
        _output.ResetWrittenCount();
        for (var i = 0; i < Frames; i++)
            FrameWriter.Write(_output, _unit);
        return _output.WrittenCount;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Read()
    {
        var (rest, read) = (_written, 0);
        while (FrameReader.TryRead(ref rest, FrameHeader.MaxPayload, out var frame) == FrameReadResult.Complete)
            read += FrameDecoder.DecodeWorkerFrame(frame) is UnitFinishedFrame ? 1 : 0;
        return read == Frames ? read : throw new InvalidOperationException("a frame is missing");
    }
}
