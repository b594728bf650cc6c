using System.Buffers;
using Eager.Executions;

namespace Eager.Wire;

/// <summary>Turns frames into what they say. What it returns shares nothing with the buffer that the frame lies in.</summary>
public static class FrameDecoder
{
    private const uint WholeProgram = 0xFFFFFFFF;

    /// <summary>Decodes a frame that a worker sent.</summary>
    /// <exception cref="WireException">The frame is none of a worker's, or its payload is malformed.</exception>
    public static WorkerFrame DecodeWorkerFrame(in Frame frame) => frame.Type switch
    {
        FrameType.Hello => WireJson.Read(frame.Type, frame.Payload, WireJson.Default.HelloFrame),
        FrameType.UnitFinished => UnitFinished(frame.Payload),
        FrameType.Error => Error(frame.Payload),
        FrameType.ProgramFinished => WireJson.Read(frame.Type, frame.Payload, WireJson.Default.ProgramFinishedFrame),
        _ => throw new WireException($"frames of type 0x{(byte)frame.Type:x2} do not come from a worker"),
    };

    /// <summary>Decodes a frame that a host sent.</summary>
    /// <exception cref="WireException">The frame is none of a host's, or its payload is malformed.</exception>
    public static HostFrame DecodeHostFrame(in Frame frame) => frame.Type switch
    {
        FrameType.Open => WireJson.Read(frame.Type, frame.Payload, WireJson.Default.OpenFrame),
        FrameType.Unit => Unit(frame.Payload),
        FrameType.End => End(frame.Payload),
        _ => throw new WireException($"frames of type 0x{(byte)frame.Type:x2} do not come from a host"),
    };

    private static UnitFinishedFrame UnitFinished(ReadOnlySequence<byte> payload)
    {
        var reader = new PayloadReader(FrameType.UnitFinished, payload);
        var id = reader.ReadUInt32();
        var outcome = (UnitOutcome)reader.ReadByte();
        reader.SkipZeros(3);
        var frame = new UnitFinishedFrame(id, outcome, reader.ReadInt64(), reader.ReadInt64());
        if (outcome > UnitOutcome.Interrupted || reader.Rest.Length > 0)
            throw reader.Malformed();
        return frame;
    }

    private static ErrorFrame Error(ReadOnlySequence<byte> payload)
    {
        var reader = new PayloadReader(FrameType.Error, payload);
        var id = reader.ReadUInt32();
        var error = WireJson.Read(FrameType.Error, reader.Rest, WireJson.Default.ProgramError);
        return new ErrorFrame(id == WholeProgram ? null : id, error);
    }

    private static UnitFrame Unit(ReadOnlySequence<byte> payload)
    {
        var reader = new PayloadReader(FrameType.Unit, payload);
        var id = reader.ReadUInt32();
        var kind = (UnitKind)reader.ReadByte();
        reader.SkipZeros(3);
        var offset = reader.ReadInt64();
        var line = reader.ReadInt32();
        if (kind > UnitKind.Probe || offset < 0 || line < 1)
            throw reader.Malformed();
        return new UnitFrame(id, kind, offset, line, reader.Rest.ToArray());
    }

    private static EndFrame End(ReadOnlySequence<byte> payload)
    {
        var reader = new PayloadReader(FrameType.End, payload);
        var ending = (ProgramEnding)reader.ReadByte();
        if (ending > ProgramEnding.Stopped)
            throw reader.Malformed();
        return new EndFrame(ending, reader.Rest.ToArray());
    }
}
