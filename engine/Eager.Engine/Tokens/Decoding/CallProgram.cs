using System.Buffers;
using System.Text;
using System.Threading.Channels;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>
/// The program in one tool call while the call's text arrives. Whoever reads the answer adds to it and ends it; whoever executes it takes its pieces.
/// </summary>
public sealed class CallProgram
{
    private const string BehindEnd = "the call went on behind its end";

    private readonly IStreamDecoder _decoder;
    private readonly ArrayBufferWriter<byte> _code = new(4096);
    private readonly Channel<ReadOnlyMemory<byte>> _pieces =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <param name="kind">What the call's text is.</param>
    /// <param name="members">Members of arguments that hold code.</param>
    public CallProgram(CallKind kind, IReadOnlyList<string> members) => _decoder = StreamDecoders.Create(
        new DecodingOptions { Format = kind == CallKind.Code ? StreamFormat.Code : StreamFormat.Arguments, Members = members });

    /// <summary>How many pieces of text have come.</summary>
    public int Deltas { get; private set; }

    /// <summary>Why the program is not whole, in one line; null where it is, or while it may still become so.</summary>
    public string? CutOff { get; private set; }

    /// <summary>True where the arguments are complete.</summary>
    public bool IsWhole => _decoder.Verdict is { IsWhole: true };

    /// <summary>True once nothing more is taken.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The code that has come.</summary>
    public string Code => Encoding.UTF8.GetString(_code.WrittenSpan);

    /// <summary>The code as it comes; one reader. Cancelled at its end where the program is cut off, and the message says why.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(CancellationToken cancellationToken) => _pieces.Reader.ReadAllAsync(cancellationToken);

    /// <summary>More of the call's text.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var isBehindEnd = IsEnded || _decoder.Verdict is not null;
        if (text.IsEmpty || (isBehindEnd && text.Trim(" \t\r\n"u8).IsEmpty))
            return;
        Deltas++;
        if (isBehindEnd)
        {
            End(BehindEnd);
            CutOff ??= BehindEnd;
            return;
        }

        var before = _code.WrittenCount;
        try
        {
            _decoder.Decode(text, _code);
        }
        catch (StreamFormatException exception)
        {
            End(exception.Message);
        }

        PassOn(before);
    }

    /// <summary>Nothing more will come.</summary>
    /// <param name="cutOff">Why the program is not whole, in one line; null where the text says that itself.</param>
    public void End(string? cutOff)
    {
        if (IsEnded)
            return;
        IsEnded = true;
        if (cutOff is null && _decoder.Verdict is null)
        {
            var before = _code.WrittenCount;
            _decoder.Complete(_code);
            PassOn(before);
        }

        CutOff = cutOff ?? _decoder.Verdict?.CutOff;
        _pieces.Writer.Complete(CutOff is null ? null : new OperationCanceledException(CutOff));
    }

    /// <summary>True where this is the code that was taken. The decoder ends the last line where the model did not.</summary>
    public bool Took(string? code) => code is not null && (code == Code || code + "\n" == Code);

    private void PassOn(int before)
    {
        if (_code.WrittenCount > before)
            _pieces.Writer.TryWrite(_code.WrittenMemory[before..].ToArray());
    }
}
