using System.Buffers;
using System.Text;
using Eager.Executions;

namespace Eager.Wire.Tests;

public sealed class FrameCodecTests
{
    public static TheoryData<int> HostFrames => [.. Enumerable.Range(0, Samples.Host.Length)];

    public static TheoryData<int> WorkerFrames => [.. Enumerable.Range(0, Samples.Worker.Length)];

    [Theory]
    [MemberData(nameof(HostFrames))]
    public void Host_frame_should_be_the_same_when_written_and_read(int sample)
    {
        var frame = Read(Samples.Bytes(Samples.Host[sample]));
        Assert.Equal(Samples.Show(Samples.Host[sample]), Samples.Show(FrameDecoder.DecodeHostFrame(frame)));
    }

    [Theory]
    [MemberData(nameof(WorkerFrames))]
    public void Worker_frame_should_be_the_same_when_written_and_read(int sample)
    {
        var frame = Read(Samples.Bytes(Samples.Worker[sample]));
        Assert.Equal(Samples.Show(Samples.Worker[sample]), Samples.Show(FrameDecoder.DecodeWorkerFrame(frame)));
    }

    [Fact]
    public void Decoder_should_refuse_each_payload_that_is_cut_short()
    {
        foreach (var bytes in Samples.Host.Select(Samples.Bytes).Where(bytes => bytes[4] == (byte)FrameType.Open))
            RefuseCuts(bytes, 0, payload => FrameDecoder.DecodeHostFrame(payload));
        foreach (var bytes in Samples.Worker.Select(Samples.Bytes))
            RefuseCuts(bytes, 0, payload => FrameDecoder.DecodeWorkerFrame(payload));
    }

    [Fact]
    public void Decoder_should_refuse_frames_of_the_other_side()
    {
        foreach (var bytes in Samples.Host.Select(Samples.Bytes))
            Assert.Throws<WireException>(() => FrameDecoder.DecodeWorkerFrame(Read(bytes)));
        foreach (var bytes in Samples.Worker.Select(Samples.Bytes))
            Assert.Throws<WireException>(() => FrameDecoder.DecodeHostFrame(Read(bytes)));
    }

    [Theory]
    [InlineData("""{"error": false, "later": [1, {"x": null}]}""", true)]
    [InlineData("""{"error": null}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""null""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""{"error": false} {}""", false)]
    [InlineData("""{"error": fal""", false)]
    [InlineData("", false)]
    public void Json_should_be_one_object_with_every_member_that_is_known(string json, bool accepted)
    {
        var frame = new Frame(FrameType.ProgramFinished, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)));
        if (accepted)
            Assert.Equal(new ProgramFinishedFrame(false), FrameDecoder.DecodeWorkerFrame(frame));
        else
            Assert.Throws<WireException>(() => FrameDecoder.DecodeWorkerFrame(frame));
    }

    [Theory]
    [InlineData("""{"type": "E", "message": "\udc80", "traceback": "", "line": 1}""")]
    [InlineData("{\"type\": \"E\", \"message\": \"\u0001\", \"traceback\": \"\", \"line\": 1}")]
    public void Json_should_be_refused_when_a_string_is_no_text(string json)
    {
        var payload = new byte[] { 0, 0, 0, 0 }.Concat(Encoding.UTF8.GetBytes(json)).ToArray();
        var frame = new Frame(FrameType.Error, new ReadOnlySequence<byte>(payload));
        Assert.Throws<WireException>(() => FrameDecoder.DecodeWorkerFrame(frame));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    public void Decoder_should_refuse_a_unit_finished_when_a_field_is_out_of_range(int offset, byte value)
    {
        var bytes = Samples.Bytes(new UnitFinishedFrame(3, UnitOutcome.Succeeded, 1, 2));
        bytes[FrameHeader.Size + offset] = value;
        Assert.Throws<WireException>(() => FrameDecoder.DecodeWorkerFrame(Read(bytes)));
    }

    [Theory]
    [InlineData(4, 7)]
    [InlineData(7, 1)]
    [InlineData(15, 128)]
    [InlineData(19, 128)]
    public void Decoder_should_refuse_a_unit_when_a_field_is_out_of_range(int offset, byte value)
    {
        var bytes = Samples.Bytes(new UnitFrame(3, UnitKind.Statement, 1, 2, ReadOnlyMemory<byte>.Empty));
        bytes[FrameHeader.Size + offset] = value;
        Assert.Throws<WireException>(() => FrameDecoder.DecodeHostFrame(Read(bytes)));
    }

    [Fact]
    public void Writer_should_write_the_longest_source_and_refuse_a_longer_one()
    {
        var longest = Samples.Bytes(new UnitFrame(0, UnitKind.Statement, 0, 1, new byte[FrameWriter.MaxSource]));
        Assert.Equal(FrameHeader.Size + FrameHeader.MaxPayload, longest.Length);

        var output = new ArrayBufferWriter<byte>();
        var tooLong = new UnitFrame(0, UnitKind.Statement, 0, 1, new byte[FrameWriter.MaxSource + 1]);
        Assert.Throws<WireException>(() => FrameWriter.Write(output, tooLong));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Decoder_should_keep_nothing_of_the_buffer()
    {
        var bytes = Samples.Bytes(new UnitFrame(0, UnitKind.Statement, 0, 1, new byte[] { 1, 2, 3 }));
        var unit = Assert.IsType<UnitFrame>(FrameDecoder.DecodeHostFrame(Read(bytes)));
        Array.Clear(bytes);
        Assert.Equal([1, 2, 3], unit.Source.ToArray());
    }

    private static Frame Read(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.Equal(FrameReadResult.Complete, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out var frame));
        Assert.Equal(0, buffer.Length);
        return frame;
    }

    private static void RefuseCuts(byte[] bytes, int shortest, Action<Frame> decode)
    {
        var payload = bytes.AsMemory(FrameHeader.Size);
        for (var length = shortest; length < payload.Length; length++)
        {
            var frame = new Frame((FrameType)bytes[4], new ReadOnlySequence<byte>(payload[..length]));
            Assert.Throws<WireException>(() => decode(frame));
        }
    }
}
