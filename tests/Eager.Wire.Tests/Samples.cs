using System.Buffers;
using System.Text;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Wire.Tests;

/// <summary>One frame of each kind, and ways to turn frames into bytes and back.</summary>
internal static class Samples
{
    public static readonly HostFrame[] Host =
    [
        new OpenFrame("prográm.py", ["prográm.py", "--x", ""], "/tmp/ü"),
        new OpenFrame("p.py", [], "/")
        {
            Display = true,
            TopLevelAwait = true,
            Effects = new Dictionary<EffectClass, EffectRule> { [EffectClass.WriteInside] = EffectRule.Hold, [EffectClass.Time] = EffectRule.Deny },
        },
        new UnitFrame(0, UnitKind.Statement, 0, 1, Encoding.UTF8.GetBytes("x = 'é'\n")),
        new UnitFrame(uint.MaxValue, UnitKind.Program, long.MaxValue, int.MaxValue, ReadOnlyMemory<byte>.Empty),
        new UnitFrame(7, UnitKind.Probe, 12, 3, new byte[] { 0, 255, 10 }),
        new EndFrame(ProgramEnding.Complete, ReadOnlyMemory<byte>.Empty),
        new EndFrame(ProgramEnding.CutOff, Encoding.UTF8.GetBytes("# rest")),
    ];

    public static readonly WorkerFrame[] Worker =
    [
        new HelloFrame(1, "python", "3.11.2", 4711, 123_456_789_012, 1024, true),
        new UnitFinishedFrame(3, UnitOutcome.Interrupted, 1, long.MaxValue),
        new ErrorFrame(3, new ProgramError("ValueError", "\"quoted\" \n é", "Traceback …\n", 12)),
        new ErrorFrame(null, new ProgramError("SyntaxError", "", "", null)),
        new DisplayFrame(3, true, new Dictionary<string, string> { ["text/plain"] = "é", ["image/png"] = "AA==" }),
        new HeldFrame(3, EffectClass.DynamicCode, "eval('\n')", long.MaxValue),
        new ResumedFrame(null, 1),
        new ProgramFinishedFrame(true),
    ];

    public static byte[] Bytes(HostFrame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, frame);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Bytes(WorkerFrame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, frame);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Everything a frame says, so that frames can be compared whatever buffers they hold.</summary>
    public static string Show(object frame) => frame switch
    {
        OpenFrame open => $"open {open.File} [{string.Join('|', open.Arguments)}] {open.WorkingDirectory} {open.Display} {open.TopLevelAwait} {string.Join('|', open.Effects)}",
        UnitFrame unit => $"unit {unit.Id} {unit.Kind} {unit.Offset} {unit.Line} {Convert.ToHexString(unit.Source.Span)}",
        EndFrame end => $"end {end.Ending} {Convert.ToHexString(end.Remainder.Span)}",
        DisplayFrame display => $"display {display.Id} {display.Result} {string.Join('|', display.Data)}",
        _ => frame.ToString()!,
    };

    /// <summary>A sequence whose segments end at the given offsets.</summary>
    public static ReadOnlySequence<byte> Split(byte[] bytes, params IEnumerable<int> cuts)
    {
        var start = 0;
        Segment? first = null, last = null;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            var memory = bytes.AsMemory(start, cut - start);
            last = last is null ? first = new Segment(memory) : last.Append(memory);
            start = cut;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
