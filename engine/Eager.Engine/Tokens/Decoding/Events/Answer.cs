using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>
/// A model's answer as its events tell of it. The program is in its tool calls, in order, or, where that is asked for, in the fenced blocks of its
/// text. Never in both: models show code in their text that nobody is to run.
/// </summary>
internal sealed class Answer
{
    private readonly byte[]? _tool;
    private readonly ToolArguments _arguments;
    private readonly MarkdownFences _text;
    private readonly BlockWriter _block = new();
    private readonly IncrementalHash _streamed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly bool _inText;
    private bool _hasCode;
    private CallKind _kind;
    private int _key = -1;
    private int _lastKey = -1;
    private bool _wanted;
    private long _length;

    public Answer(DecodingOptions options)
    {
        _tool = options.Tool is { } tool ? Encoding.UTF8.GetBytes(tool) : null;
        _arguments = new ToolArguments(options.Members);
        _text = new MarkdownFences(options.Languages);
        _inText = options.Place == CodePlace.Text;
    }

    /// <summary>How the answer ended; null while it goes on.</summary>
    public StreamVerdict? Verdict { get; private set; }

    /// <summary>Takes the program.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    /// <summary>The model says something.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (!_inText)
            return;
        _text.Decode(text, Output!);
        _hasCode |= _text.HasCode;
    }

    /// <summary>A call begins; the one before it is over.</summary>
    /// <param name="key">Its place in the answer, at least 0.</param>
    /// <param name="name">Name of the tool.</param>
    /// <param name="kind">What its text is.</param>
    public void BeginCall(int key, ReadOnlySpan<byte> name, CallKind kind)
    {
        if (key == _key)
            return;
        EndCall();
        if (key <= _lastKey)
            throw new StreamFormatException("the tool calls of the answer are mixed with each other");
        (_key, _lastKey, _kind, _length) = (key, key, kind, 0);
        _wanted = !_inText && (_tool is null || name.SequenceEqual(_tool));
        _streamed.GetHashAndReset(_hash);
        if (kind == CallKind.Arguments)
            _arguments.Begin();
        else
            _block.Begin();
    }

    /// <summary>More of the call's text.</summary>
    public void CallText(int key, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        if (key != _key)
            throw new StreamFormatException("the tool calls of the answer are mixed with each other");
        if (!_wanted)
            return;
        _length += text.Length;
        _streamed.AppendData(text);
        if (_kind == CallKind.Arguments)
            _arguments.Decode(text, Output!);
        else
            _block.Write(text, Output!);
        _hasCode |= _kind == CallKind.Code || _arguments.HasCode;
    }

    /// <summary>The provider repeats the call's text as a whole, or gives it for the first time. What differs from what was streamed is not run.</summary>
    public void WholeCall(int key, ReadOnlySpan<byte> text)
    {
        if (key != _key || !_wanted)
            return;
        if (_length == 0)
        {
            CallText(key, text);
        }
        else
        {
            _streamed.GetHashAndReset(_hash);
            Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text, whole);
            if (!whole.SequenceEqual(_hash))
                Verdict ??= new StreamVerdict("the call's final text differs from what was streamed");
        }

        EndCall();
    }

    /// <summary>The call under way is over, if there is one.</summary>
    public void EndCall()
    {
        if (_key >= 0 && _wanted && Verdict is null)
        {
            if (_kind == CallKind.Code)
                _block.End(Output!);
            else if (_arguments.Complete(Output!) is { } cutOff)
                Verdict = new StreamVerdict(cutOff);
        }

        _key = -1;
    }

    /// <summary>The answer is over.</summary>
    /// <param name="cutOff">Why it is not whole, in one line; null where it is.</param>
    public void Finish(string? cutOff)
    {
        if (Verdict is not null)
            return;
        if (cutOff is null)
            EndCall();
        if (cutOff is null && _inText)
            cutOff = _text.Complete(Output!);
        if (cutOff is null && !_hasCode)
            cutOff = "there is no code in the answer";
        Verdict ??= new StreamVerdict(cutOff);
    }
}
