using System.Buffers;
using System.Text.Json.Serialization.Metadata;
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
        FrameType.Display => Display(frame.Payload),
        FrameType.Held => Held(frame.Payload),
        FrameType.Resumed => Resumed(frame.Payload),
        FrameType.Kept => WireJson.Read(frame.Type, frame.Payload, WireJson.Default.KeptFrame),
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
        var (id, error) = OfUnit(FrameType.Error, payload, WireJson.Default.ProgramError);
        return new ErrorFrame(id, error);
    }

    private static DisplayFrame Display(ReadOnlySequence<byte> payload)
    {
        var (id, shown) = OfUnit(FrameType.Display, payload, WireJson.Default.DisplayPayload);
        if (shown.Data.Count == 0 || shown.Data.Values.Any(form => form is null))
            throw new WireException($"a frame of type 0x{(byte)FrameType.Display:x2} shows nothing");
        return new DisplayFrame(id, shown.Result, shown.Data);
    }

    private static HeldFrame Held(ReadOnlySequence<byte> payload)
    {
        var (id, held) = OfUnit(FrameType.Held, payload, WireJson.Default.HeldPayload);
        return new HeldFrame(id, held.Class, held.What, held.AtNs);
    }

    private static ResumedFrame Resumed(ReadOnlySequence<byte> payload)
    {
        var (id, resumed) = OfUnit(FrameType.Resumed, payload, WireJson.Default.ResumedPayload);
        return new ResumedFrame(id, resumed.AtNs);
    }

    /// <summary>A unit's number, or null for the whole program, and json.</summary>
    private static (uint? Id, T Value) OfUnit<T>(FrameType type, ReadOnlySequence<byte> payload, JsonTypeInfo<T> shape)
    {
        var reader = new PayloadReader(type, payload);
        var id = reader.ReadUInt32();
        return (id == WholeProgram ? null : id, WireJson.Read(type, reader.Rest, shape));
    }

    private static UnitFrame Unit(ReadOnlySequence<byte> payload)
    {
        var reader = new PayloadReader(FrameType.Unit, payload);
        var id = reader.ReadUInt32();
        var kind = (UnitKind)reader.ReadByte();
        reader.SkipZeros(3);
        var offset = reader.ReadInt64();
        var line = reader.ReadInt32();
        if (kind > UnitKind.Closed || offset < 0 || line < 1)
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
