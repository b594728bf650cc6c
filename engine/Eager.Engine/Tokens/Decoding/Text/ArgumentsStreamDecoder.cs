using System.Buffers;

namespace Eager.Engine.Tokens.Decoding.Text;

/// <summary>The arguments of one tool call. They are over with their closing brace; without it they were broken off.</summary>
internal sealed class ArgumentsStreamDecoder : IStreamDecoder
{
    private readonly ToolArguments _arguments;

    public ArgumentsStreamDecoder(IReadOnlyList<string> members)
    {
        _arguments = new ToolArguments(members);
        _arguments.Begin();
    }

    public StreamVerdict? Verdict { get; private set; }

    public void Decode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> code)
    {
        _arguments.DecodeToEnd(bytes, code);
        if (_arguments.IsOver)
            Complete(code);
    }

    public void Complete(IBufferWriter<byte> code) =>
        Verdict = new StreamVerdict(_arguments.Complete(code) ?? (_arguments.HasCode ? null : "there is no code in it"));
}
