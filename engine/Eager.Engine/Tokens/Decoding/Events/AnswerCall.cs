using System.Buffers;
using System.Security.Cryptography;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>One tool call of an answer: the code in its text, and a hash of that code to hold against what the provider says of it later.</summary>
internal sealed class AnswerCall
{
    private readonly ToolArguments? _arguments;
    private readonly BlockWriter _block = new();
    private readonly ArrayBufferWriter<byte> _code = new();
    private IncrementalHash? _hash;
    private byte[] _digest = [];
    private int _hashed;

    /// <param name="kind">What the call's text is.</param>
    /// <param name="members">Members of arguments that hold code.</param>
    public AnswerCall(CallKind kind, IReadOnlyList<string> members)
    {
        Kind = kind;
        if (kind == CallKind.Code)
            return;
        _arguments = new ToolArguments(members);
        _arguments.Begin();
    }

    public CallKind Kind { get; }

    /// <summary>Bytes of code that nobody has taken.</summary>
    public int Waiting => _code.WrittenCount;

    /// <summary>True once the call's text has come, or begun to.</summary>
    public bool HasText { get; private set; }

    public bool HasCode { get; private set; }

    /// <summary>True where nothing more of the call comes.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>True where the call's own text says that it is whole.</summary>
    public bool IsOver => IsEnded || _arguments is { IsOver: true };

    public void Add(ReadOnlySpan<byte> text)
    {
        if (IsEnded)
            throw new StreamFormatException("a tool call goes on behind its end");
        HasText = true;
        if (_arguments is null)
            _block.Write(text, _code);
        else
            _arguments.Decode(text, _code);
        HasCode |= _arguments?.HasCode ?? true;
        Hash();
    }

    /// <summary>Gives the code that nobody has taken.</summary>
    public void Take(IBufferWriter<byte> output)
    {
        output.Write(_code.WrittenSpan);
        _code.ResetWrittenCount();
        _hashed = 0;
    }

    /// <summary>Nothing more comes. Returns why the call is not whole, in one line, or null where it is.</summary>
    public string? End()
    {
        if (IsEnded)
            return null;
        IsEnded = true;
        string? cutOff = null;
        if (_arguments is null)
            _block.End(_code);
        else
            cutOff = _arguments.Complete(_code);
        Hash();
        _digest = _hash?.GetHashAndReset() ?? [];
        _hash?.Dispose();
        _hash = null;
        return cutOff;
    }

    /// <summary>True where both calls had the same code. Both are ended.</summary>
    public bool HasCodeOf(AnswerCall other) => _digest.AsSpan().SequenceEqual(other._digest);

    private void Hash()
    {
        if (_code.WrittenCount == _hashed)
            return;
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_code.WrittenSpan[_hashed..]);
        _hashed = _code.WrittenCount;
    }
}
