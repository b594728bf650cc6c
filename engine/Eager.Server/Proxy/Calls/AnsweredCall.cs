using System.Buffers;
using System.Text;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Proxy.Answers;

namespace Eager.Server.Proxy.Calls;

/// <summary>One call of a model's answer, of whatever tool.</summary>
/// <param name="key">Its place in the answer.</param>
/// <param name="id">Its id.</param>
/// <param name="name">Name of its tool.</param>
/// <param name="kind">What its text is.</param>
internal sealed class AnsweredCall(int key, string id, string name, CallKind kind)
{
    private readonly ArrayBufferWriter<byte> _text = new();

    public int Key => key;

    public string Id => id;

    public string Name => name;

    public CallKind Kind => kind;

    /// <summary>Its execution; null where its tool is none of ours.</summary>
    public ProxiedCall? Run { get; init; }

    /// <summary>Its text as far as it has come.</summary>
    public string Text => Encoding.UTF8.GetString(_text.WrittenSpan);

    /// <summary>How many bytes of text have come.</summary>
    public int Length => _text.WrittenCount;

    /// <summary>What its text lacks to be whole; empty for nothing.</summary>
    public string Missing => kind == CallKind.Arguments ? JsonCompletion.Of(_text.WrittenSpan) ?? "" : "";

    /// <summary>More of its text.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        _text.Write(text);
        Run?.Program.Add(text);
    }
}
