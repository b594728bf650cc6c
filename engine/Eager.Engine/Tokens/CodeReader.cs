using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tokens;

/// <summary>
/// The code in what a producer sends. Whatever it sends and however it breaks off, its owner sees code and one ending. Only what was decoded and not
/// taken is held; nothing more is read before it was taken.
/// </summary>
internal sealed class CodeReader
{
    /// <summary>What a session keeps between two reads; a larger buffer was for one large piece and goes with it.</summary>
    private const int KeptCapacity = 4096;

    private readonly ProgramPipe _input;
    private readonly IStreamDecoder _decoder;
    private readonly TimeProvider _time;
    private readonly CodeWatch? _watch;
    private readonly Action _arrive;
    private ArrayBufferWriter<byte> _code = new();
    private ConfiguredValueTaskAwaitable<ReadResult>.ConfiguredValueTaskAwaiter _read;
    private Action _wake = () => { };
    private int _taken;
    private bool _waits;
    private bool _stopped;

    public CodeReader(ProgramPipe input, IStreamDecoder decoder, TimeProvider time, CodeWatch? watch = null)
    {
        (_input, _decoder, _time, _watch) = (input, decoder, time, watch);
        _arrive = Arrive;
    }

    /// <summary>Code that was decoded and not taken.</summary>
    public ReadOnlySpan<byte> Code => _code.WrittenSpan[_taken..];

    /// <summary>True where nothing follows <see cref="Code"/>.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Why the code broke off; null while it goes on and where it is complete.</summary>
    public Exception? CutOff { get; private set; }

    /// <summary>When what was waited for last had arrived, as a timestamp of the clock.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>
    /// Waits for more and then calls <paramref name="wake"/>, once, perhaps at once and perhaps on the producer's thread. A callback instead of a task:
    /// it happens for every token of every session, and allocates nothing.
    /// </summary>
    public void Await(Action wake)
    {
        (_wake, _waits) = (wake, true);
#pragma warning disable CA2012 // Its result is taken once, in Decode, after it was said to be there.
        _read = _input.Reader.ReadAsync().ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        if (_read.IsCompleted)
            Arrive();
        else
            _read.UnsafeOnCompleted(_arrive);
    }

    /// <summary>Decodes what was waited for. What the stream's format does not allow is where it breaks off.</summary>
    public void Decode()
    {
        _waits = false;
        var read = _read.GetResult();
        var before = _code.WrittenCount;
        try
        {
            foreach (var segment in read.Buffer)
                _decoder.Decode(segment.Span, _code);
            if (read.IsCompleted && _input.CutOff is null && _decoder.Verdict is null)
                _decoder.Complete(_code);
            if (read.IsCompleted || _decoder.Verdict is not null)
                End(Ending());
        }
        catch (StreamFormatException exception)
        {
            End(exception);
        }
        finally
        {
            _input.Reader.AdvanceTo(read.Buffer.End);
            _watch?.Show(_code.WrittenSpan[before..], ArrivedAt);
        }

        if (IsOver)
            Stop();
    }

    /// <summary>So many bytes of <see cref="Code"/> are taken.</summary>
    public void Advance(int bytes)
    {
        _taken += bytes;
        if (_taken < _code.WrittenCount)
            return;
        _taken = 0;
        if (_code.Capacity > KeptCapacity)
            _code = new ArrayBufferWriter<byte>();
        else
            _code.ResetWrittenCount();
    }

    /// <summary>Nothing more is wanted: the producer is told by the end of its pipe.</summary>
    public void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        _watch?.End();
        if (_waits)
            _input.Reader.CancelPendingRead();
        _input.Reader.Complete();
    }

    private void Arrive()
    {
        ArrivedAt = _time.GetTimestamp();
        _wake();
    }

    private void End(Exception? cutOff) => (IsOver, CutOff) = (true, cutOff);

    /// <summary>What the stream itself says about its end goes before how its carrier ended.</summary>
    private Exception? Ending() => _decoder.Verdict switch
    {
        { CutOff: { } reason } => new StreamFormatException(reason),
        { } => null,
        null => _input.CutOff,
    };
}
