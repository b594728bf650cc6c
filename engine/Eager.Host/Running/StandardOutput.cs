using System.Runtime.InteropServices;

namespace Eager.Host.Running;

/// <summary>
/// The command's standard output, written with write(2). The console's own stream swallows that nobody reads a pipe any more; here it is an error, so
/// that a program does not run on for nobody.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open() => new StandardOutput();

    /// <summary>True where writing failed because the reader has gone.</summary>
    public static bool LostItsReader(IOException failure) => failure.HResult == BrokenPipe;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteSome(Descriptor, buffer, buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else
                Recover(Marshal.GetLastPInvokeError());
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Recover(int error)
    {
        if (error == TryAgain)
        {
            // Somebody made the descriptor non-blocking: wait for room.
            var waiting = new PollEntry(Descriptor, Writable, 0);
            _ = Poll(ref waiting, 1, -1);
        }
        else if (error != Interrupted)
        {
            throw new IOException($"standard output: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct PollEntry(int Descriptor, short Wanted, short Got);
}
