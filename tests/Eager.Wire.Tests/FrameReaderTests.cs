using System.Buffers;
using System.Buffers.Binary;

namespace Eager.Wire.Tests;

public sealed class FrameReaderTests
{
    private static readonly byte[] AllWorkerFrames = [.. Samples.Worker.SelectMany(Samples.Bytes)];

    private static readonly string[] AllWorkerFramesShown = [.. Samples.Worker.Select(Samples.Show)];

    [Fact]
    public void Reader_should_need_more_when_given_any_prefix_of_a_frame()
    {
        foreach (var frame in Samples.Worker)
        {
            var bytes = Samples.Bytes(frame);
            for (var length = 0; length < bytes.Length; length++)
            {
                var buffer = new ReadOnlySequence<byte>(bytes, 0, length);
                Assert.Equal(FrameReadResult.NeedMore, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _));
                Assert.Equal(length, buffer.Length);
            }
        }
    }

    [Fact]
    public void Reader_should_find_the_same_frames_when_fed_one_byte_at_a_time()
    {
        var (held, found) = (new List<byte>(), new List<string>());
        foreach (var next in AllWorkerFrames)
        {
            held.Add(next);
            var buffer = new ReadOnlySequence<byte>([.. held]);
            found.AddRange(ReadAll(ref buffer));
            held.RemoveRange(0, held.Count - (int)buffer.Length);
        }

        Assert.Equal(AllWorkerFramesShown, found);
        Assert.Empty(held);
    }

    [Fact]
    public void Reader_should_find_the_same_frames_when_segments_end_anywhere()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 500; round++)
        {
            var cuts = Enumerable.Range(0, random.Next(0, 12)).Select(_ => random.Next(AllWorkerFrames.Length + 1)).Order().ToArray();
            var buffer = Samples.Split(AllWorkerFrames, cuts);
            Assert.Equal(AllWorkerFramesShown, ReadAll(ref buffer));
            Assert.Equal(0, buffer.Length);
        }
    }

    [Theory]
    [InlineData(FrameHeader.MaxPayload, FrameReadResult.NeedMore)]
    [InlineData(FrameHeader.MaxPayload + 1, FrameReadResult.Malformed)]
    [InlineData(uint.MaxValue, FrameReadResult.Malformed)]
    public void Reader_should_judge_the_length_when_only_the_header_is_there(long length, FrameReadResult expected)
    {
        var header = new byte[FrameHeader.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)length);
        header[4] = (byte)FrameType.Error;
        var buffer = new ReadOnlySequence<byte>(header);

        Assert.Equal(expected, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _));
    }

    [Fact]
    public void Reader_should_refuse_each_type_that_the_protocol_does_not_know()
    {
        for (var type = 0; type < 256; type++)
        {
            var buffer = new ReadOnlySequence<byte>([0, 0, 0, 0, (byte)type, 0, 0, 0]);
            var expected = Enum.IsDefined((FrameType)type) ? FrameReadResult.Complete : FrameReadResult.Malformed;
            Assert.Equal(expected, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Reader_should_refuse_a_header_when_a_reserved_byte_is_set(int offset)
    {
        var bytes = Samples.Bytes(Samples.Worker[0]);
        bytes[offset] = 1;
        var buffer = new ReadOnlySequence<byte>(bytes);

        Assert.Equal(FrameReadResult.Malformed, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _));
    }

    [Fact]
    public void Reader_should_allocate_nothing_when_frames_lie_in_one_piece()
    {
        var bytes = new byte[FrameHeader.Size * 2];
        bytes[4] = bytes[12] = (byte)FrameType.Error;
        var whole = new ReadOnlySequence<byte>(bytes);
        ReadTwo(whole);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            ReadTwo(whole);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ReadTwo(ReadOnlySequence<byte> buffer)
    {
        FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _);
        FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _);
    }

    private static List<string> ReadAll(ref ReadOnlySequence<byte> buffer)
    {
        var found = new List<string>();
        while (FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out var frame) == FrameReadResult.Complete)
            found.Add(Samples.Show(FrameDecoder.DecodeWorkerFrame(frame)));
        return found;
    }
}
