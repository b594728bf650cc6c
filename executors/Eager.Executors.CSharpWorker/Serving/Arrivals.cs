using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using Eager.Executions;
using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Wire;
using Eager.Wire;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>
/// What the host says of one program, read ahead of the thread that compiles it: once the text is whole, it is checked while the last statements are still being compiled.
/// </summary>
internal sealed class Arrivals
{
    private readonly BlockingCollection<HostFrame> _frames = [];
    private readonly FrameChannel _channel;
    private readonly TextCheck _check;
    private readonly StringBuilder _text = new();
    private readonly Lazy<IReadOnlyList<CompileError>> _errors;
    private ExceptionDispatchInfo? _fault;
    private bool _checksAhead;

    /// <param name="channel">Where frames come from.</param>
    /// <param name="check">Finds the errors of the text.</param>
    public Arrivals(FrameChannel channel, TextCheck check)
    {
        _channel = channel;
        _check = check;
        _errors = new(() => check.ErrorsOf(Text));
    }

    /// <summary>True where it will be asked for the errors: it looks for them by itself then.</summary>
    public bool ChecksAhead
    {
        get => Volatile.Read(ref _checksAhead);
        set => Volatile.Write(ref _checksAhead, value);
    }

    /// <summary>True where a frame, or the end of the channel, can be taken without waiting long.</summary>
    public bool HasMore => _frames.Count > 0 || _channel.IsReadable;

    /// <summary>The program's text as far as it has arrived: whole once its end has been taken.</summary>
    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    /// <summary>What is wrong with the whole text, once its end has been taken.</summary>
    public IReadOnlyList<CompileError> Errors => _errors.Value;

    /// <summary>Checks what has been taken, for it may be all: beside the caller, and where that has not been done a moment ago.</summary>
    /// <param name="length">How much of the text that is.</param>
    /// <param name="outline">What it means to what follows.</param>
    public void CheckAhead(int length, Func<string, ProgramOutline> outline)
    {
        if (!_check.IsDue)
            return;
        var text = Text[..length];
        _check.Begin(text, outline(text));
    }

    /// <summary>Begins to read.</summary>
    public void Start() => new Thread(Read) { IsBackground = true, Name = "conversation" }.Start();

    /// <summary>Waits for the next frame. Null at the end of the channel.</summary>
    /// <exception cref="WireException">The host sent something that is no frame of a host.</exception>
    public HostFrame? Take()
    {
        if (_frames.TryTake(out var frame, Timeout.Infinite))
            return frame;
        _fault?.Throw();
        return null;
    }

    /// <summary>Reads to the end of the program.</summary>
    private void Read()
    {
        try
        {
            HostFrame? frame;
            do
            {
                frame = _channel.Receive();
                if (frame is UnitFrame { Kind: not UnitKind.Probe } unit)
                    Append(unit.Source.Span);
                else if (frame is EndFrame { Ending: ProgramEnding.Complete } end)
                    Append(end.Remainder.Span);
                if (frame is not null)
                    _frames.Add(frame);
            }
            while (frame is UnitFrame);
            if (frame is EndFrame { Ending: ProgramEnding.Complete } && ChecksAhead)
                _ = _errors.Value;
        }
        catch (Exception error)
        {
            _fault = ExceptionDispatchInfo.Capture(error); // for whoever takes what does not come
        }
        finally
        {
            _frames.CompleteAdding();
        }
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        lock (_text)
            _text.Append(Encoding.UTF8.GetString(text));
    }
}
