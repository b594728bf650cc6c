using System.Buffers;
using Eager.Wire;
using Microsoft.Win32.SafeHandles;

namespace Eager.Executors.CSharpWorker.Wire;

/// <summary>Frames to and from the host. One thread receives; any may send.</summary>
internal sealed class FrameChannel(SafeFileHandle input, SafeFileHandle output) : IDisposable
{
    private const int ReadSize = 64 * 1024;

    private readonly FileStream _input = new(input, FileAccess.Read, bufferSize: 0);
    private readonly FileStream _output = new(output, FileAccess.Write, bufferSize: 0);
    private readonly Lock _sending = new();
    private readonly ArrayBufferWriter<byte> _outgoing = new();
    private byte[] _bytes = new byte[ReadSize];
    private int _start;
    private int _end;

    /// <summary>True where bytes, or the end of the channel, have arrived and were not read.</summary>
    public bool IsReadable => Descriptors.IsReadable(input);

    /// <summary>Waits for the next frame. Null at the end of the channel.</summary>
    /// <exception cref="WireException">The host sent something that is no frame of a host.</exception>
    public HostFrame? Receive()
    {
        while (true)
        {
            var held = new ReadOnlySequence<byte>(_bytes, _start, _end - _start);
            var before = held.Length;
            switch (FrameReader.TryRead(ref held, FrameHeader.MaxPayload, out var frame))
            {
                case FrameReadResult.Complete:
                    var decoded = FrameDecoder.DecodeHostFrame(frame);
                    _start += (int)(before - held.Length);
                    return decoded;
                case FrameReadResult.Malformed:
                    throw new WireException("bytes that are no frame");
            }

            MakeRoom();
            var count = _input.Read(_bytes.AsSpan(_end));
            if (count == 0)
                return _end == _start ? null : throw new WireException("a frame that ends early");
            _end += count;
        }
    }

    public void Send(WorkerFrame frame)
    {
        lock (_sending)
        {
            _outgoing.ResetWrittenCount();
            FrameWriter.Write(_outgoing, frame);
            _output.Write(_outgoing.WrittenSpan);
        }
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    private void MakeRoom()
    {
        var held = _bytes.AsSpan(_start, _end - _start);
        var target = _bytes.Length - held.Length < ReadSize / 2 ? new byte[_bytes.Length * 2] : _bytes;
        held.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, held.Length);
    }
}
