using System.Buffers;
using System.Text;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>
/// A model's answer as its events tell of it. The program is in its tool calls, or, where that is asked for, in the fenced blocks of its text. Never
/// in both: models show code in their text that nobody is to run. Calls are one program in the order in which they begin; where their deltas are
/// mixed, the code of a later one waits for the end of those before it.
/// </summary>
internal sealed class Answer : IAnswerSink
{
    private const int MostCalls = 1024;

    private readonly DecodingOptions _options;
    private readonly byte[]? _tool;
    private readonly MarkdownFences _text;
    private readonly bool _inText;
    private readonly Dictionary<int, AnswerCall?> _calls = [];
    private readonly Queue<AnswerCall> _open = [];
    private bool _hasCode;

    public Answer(DecodingOptions options)
    {
        _options = options;
        _tool = options.Tool is { } tool ? Encoding.UTF8.GetBytes(tool) : null;
        _text = new MarkdownFences(options.Languages);
        _inText = options.Place == CodePlace.Text;
    }

    /// <summary>How the answer ended; null while it goes on.</summary>
    public StreamVerdict? Verdict { get; private set; }

    public bool IsOver => Verdict is not null;

    /// <summary>Takes the program.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    public void Text(ReadOnlySpan<byte> text)
    {
        if (!_inText)
            return;
        _text.Decode(text, Output!);
        _hasCode |= _text.HasCode;
    }

    public void BeginCall(int key, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, CallKind kind)
    {
        if (_calls.ContainsKey(key))
            return;
        if (_calls.Count == MostCalls)
            throw new StreamFormatException($"the answer has more than {MostCalls} tool calls");
        var wanted = !_inText && (_tool is null || name.SequenceEqual(_tool));
        var call = wanted ? new AnswerCall(kind, _options.Members) : null;
        _calls.Add(key, call);
        if (call is not null)
            _open.Enqueue(call);
    }

    public void CallText(int key, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Verdict is not null)
            return;
        if (!_calls.TryGetValue(key, out var call))
            throw new StreamFormatException("a tool call goes on that has not begun");
        if (call is null)
            return;
        call.Add(text);
        _hasCode |= call.HasCode;
        PassOn();
        if (call.Waiting > _options.EventBytes)
            throw new StreamFormatException($"a tool call of more than {_options.EventBytes} bytes waits for another");
    }

    /// <summary>Where its code differs from what was streamed, nothing more runs.</summary>
    public void WholeCall(int key, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Verdict is not null || !_calls.TryGetValue(key, out var call) || call is null)
            return;
        if (!call.HasText)
        {
            CallText(key, text);
            EndCall(key);
            return;
        }

        var whole = new AnswerCall(call.Kind, _options.Members);
        whole.Add(text);
        whole.End();
        var cutOff = call.End();
        Close(whole.HasCodeOf(call) ? cutOff : "the call's final text differs from what was streamed");
    }

    public void EndCall(int key)
    {
        if (Verdict is not null || !_calls.TryGetValue(key, out var call) || call is null)
            return;
        Close(call.End());
    }

    public void Finish(string? cutOff)
    {
        if (Verdict is not null)
            return;
        while (cutOff is null && _open.TryPeek(out var call))
        {
            cutOff = call.End();
            if (cutOff is null)
                PassOn();
        }

        if (cutOff is null && _inText)
            cutOff = _text.Complete(Output!);
        if (cutOff is null && !_hasCode)
            cutOff = "there is no code in the answer";
        Verdict = new StreamVerdict(cutOff);
    }

    private void Close(string? cutOff)
    {
        if (cutOff is null)
            PassOn();
        else
            Verdict = new StreamVerdict(cutOff);
    }

    /// <summary>Gives the code of the first call that is not over, and of those before it.</summary>
    private void PassOn()
    {
        while (_open.TryPeek(out var call))
        {
            call.Take(Output!);
            if (!call.IsOver)
                return;
            _open.Dequeue();
        }
    }
}
