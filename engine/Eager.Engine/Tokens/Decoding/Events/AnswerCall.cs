using System.Buffers;
using System.Security.Cryptography;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding.Events;

/// <summary>One tool call of an answer: the code in its text, and a hash of that code to hold against what the provider says of it later.</summary>
internal sealed class AnswerCall
{
    /// <summary>Code is hashed in pieces of this size: a call of the hash costs more than a delta.</summary>
    private const int HashedBytes = 1024;

    private readonly ToolArguments? _arguments;
    private readonly BlockWriter _block = new();
    private readonly ArrayBufferWriter<byte> _code = new();
    private readonly ArrayBufferWriter<byte> _unhashed = new(2 * HashedBytes);
    private IncrementalHash? _hash;
    private byte[] _digest = [];
    private int _seen;

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
        Gather();
    }

    /// <summary>Gives the code that nobody has taken.</summary>
    public void Take(IBufferWriter<byte> output)
    {
        output.Write(_code.WrittenSpan);
        _code.ResetWrittenCount();
        _seen = 0;
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
        Gather();
        Hash();
        _digest = _hash?.GetHashAndReset() ?? [];
        _hash?.Dispose();
        _hash = null;
        return cutOff;
    }

    /// <summary>True where both calls had the same code. Both are ended.</summary>
    public bool HasCodeOf(AnswerCall other) => _digest.AsSpan().SequenceEqual(other._digest);

    /// <summary>Keeps for the hash what was written since the last time.</summary>
    private void Gather()
    {
        _unhashed.Write(_code.WrittenSpan[_seen..]);
        _seen = _code.WrittenCount;
        if (_unhashed.WrittenCount >= HashedBytes)
            Hash();
    }

    private void Hash()
    {
        if (_unhashed.WrittenCount == 0)
            return;
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_unhashed.WrittenSpan);
        _unhashed.ResetWrittenCount();
    }
}
