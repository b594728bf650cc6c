using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Eager.Wire;

/// <summary>Writes frames, both sides'. A frame too long for the protocol is refused before anything is written.</summary>
public static class FrameWriter
{
    private const int UnitPrefix = 20;
    private const int UnitFinishedPayload = 24;
    private const uint WholeProgram = 0xFFFFFFFF;

    /// <summary>Longest source that fits into a unit's frame, in bytes.</summary>
    public const int MaxSource = FrameHeader.MaxPayload - UnitPrefix;

    public static void Write(IBufferWriter<byte> output, HostFrame frame)
    {
        switch (frame)
        {
            case OpenFrame open:
                WriteJson(output, FrameType.Open, open, WireJson.Default.OpenFrame);
                break;
            case UnitFrame unit:
                WriteUnit(output, unit);
                break;
            case EndFrame end:
                Write(output, FrameType.End, [(byte)end.Ending], end.Remainder.Span);
                break;
        }
    }

    public static void Write(IBufferWriter<byte> output, WorkerFrame frame)
    {
        switch (frame)
        {
            case HelloFrame hello:
                WriteJson(output, FrameType.Hello, hello, WireJson.Default.HelloFrame);
                break;
            case UnitFinishedFrame finished:
                WriteUnitFinished(output, finished);
                break;
            case ErrorFrame error:
                WriteJson(output, FrameType.Error, error.Id, error.Error, WireJson.Default.ProgramError);
                break;
            case DisplayFrame display:
                WriteJson(output, FrameType.Display, display.Id, new(display.Result, display.Data), WireJson.Default.DisplayPayload);
                break;
            case HeldFrame held:
                WriteJson(output, FrameType.Held, held.Id, new(held.Class, held.What, held.AtNs), WireJson.Default.HeldPayload);
                break;
            case ResumedFrame resumed:
                WriteJson(output, FrameType.Resumed, resumed.Id, new(resumed.AtNs), WireJson.Default.ResumedPayload);
                break;
            case KeptFrame kept:
                WriteJson(output, FrameType.Kept, kept, WireJson.Default.KeptFrame);
                break;
            case ProgramFinishedFrame finished:
                WriteJson(output, FrameType.ProgramFinished, finished, WireJson.Default.ProgramFinishedFrame);
                break;
        }
    }

    private static void WriteUnit(IBufferWriter<byte> output, UnitFrame unit)
    {
        Span<byte> prefix = stackalloc byte[UnitPrefix];
        prefix.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, unit.Id);
        prefix[4] = (byte)unit.Kind;
        BinaryPrimitives.WriteInt64LittleEndian(prefix[8..], unit.Offset);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[16..], unit.Line);
        Write(output, FrameType.Unit, prefix, unit.Source.Span);
    }

    private static void WriteUnitFinished(IBufferWriter<byte> output, UnitFinishedFrame finished)
    {
        Span<byte> payload = stackalloc byte[UnitFinishedPayload];
        payload.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(payload, finished.Id);
        payload[4] = (byte)finished.Outcome;
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], finished.StartedNs);
        BinaryPrimitives.WriteInt64LittleEndian(payload[16..], finished.FinishedNs);
        Write(output, FrameType.UnitFinished, payload, []);
    }

    private static void WriteJson<T>(IBufferWriter<byte> output, FrameType type, T value, JsonTypeInfo<T> shape) =>
        Write(output, type, [], JsonSerializer.SerializeToUtf8Bytes(value, shape));

    private static void WriteJson<T>(IBufferWriter<byte> output, FrameType type, uint? unit, T value, JsonTypeInfo<T> shape)
    {
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(id, unit ?? WholeProgram);
        Write(output, type, id, JsonSerializer.SerializeToUtf8Bytes(value, shape));
    }

    private static void Write(IBufferWriter<byte> output, FrameType type, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> rest)
    {
        Span<byte> header = stackalloc byte[FrameHeader.Size];
        FrameHeader.Write(header, type, checked(prefix.Length + rest.Length));
        output.Write(header);
        output.Write(prefix);
        output.Write(rest);
    }
}
