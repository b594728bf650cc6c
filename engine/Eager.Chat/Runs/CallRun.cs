using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Chat.Runs;

/// <summary>
/// One call's program, which runs while the call's arguments arrive. Whoever reads the answer adds to it and ends it; whoever invokes the function
/// awaits its result.
/// </summary>
internal sealed class CallRun
{
    private const string BehindEnd = "the call went on behind its end";

    private readonly string _argument;
    private readonly IStreamDecoder _decoder;
    private readonly ArrayBufferWriter<byte> _code = new(4096);
    private readonly Channel<ReadOnlyMemory<byte>> _pieces =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private int _claimed;

    /// <param name="call">Id and name of the call.</param>
    /// <param name="argument">The argument that holds the code.</param>
    /// <param name="before">The program of the answer's call before this one, which has to be over first.</param>
    /// <param name="runner">Runs the program.</param>
    /// <param name="cancellationToken">Ends the program at once.</param>
    public CallRun((string Id, string Name) call, string argument, CallRun? before, ProgramRunner runner, CancellationToken cancellationToken)
    {
        (CallId, Name) = call;
        _argument = argument;
        _decoder = StreamDecoders.Create(new DecodingOptions { Format = StreamFormat.Arguments, Members = [argument] });
        Result = RunAsync(before, runner, cancellationToken);
    }

    public string CallId { get; }

    public string Name { get; }

    /// <summary>How many pieces of arguments have come.</summary>
    public int Deltas { get; private set; }

    /// <summary>Completes when nothing more of the program will be executed, whatever follows.</summary>
    public Task Interrupted => _interrupted.Task;

    /// <summary>What the program came to, once it is over.</summary>
    public Task<ProgramResult> Result { get; }

    /// <summary>Why the program is not whole, in one line; null where it is, or while it may still become so.</summary>
    public string? CutOff { get; private set; }

    /// <summary>True where the arguments are complete.</summary>
    public bool IsWhole => _decoder.Verdict is { IsWhole: true };

    /// <summary>True once nothing more is taken.</summary>
    public bool IsEnded => _ended;

    /// <summary>The code that has come.</summary>
    public string Code => Encoding.UTF8.GetString(_code.WrittenSpan);

    /// <summary>More of the call's arguments.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var isBehindEnd = _ended || _decoder.Verdict is not null;
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

        if (_code.WrittenCount > before)
            _pieces.Writer.TryWrite(_code.WrittenMemory[before..].ToArray());
    }

    /// <summary>Nothing more will come.</summary>
    /// <param name="cutOff">Why the program is not whole, in one line; null where the arguments say that themselves.</param>
    public void End(string? cutOff)
    {
        if (_ended)
            return;
        _ended = true;
        if (cutOff is null && _decoder.Verdict is null)
            Complete();
        CutOff = cutOff ?? _decoder.Verdict?.CutOff;
        _pieces.Writer.Complete(CutOff is null ? null : new OperationCanceledException(CutOff));
    }

    /// <summary>True the first time: the result goes to one call.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>True where this is the code that was taken. The decoder ends the last line where the model did not.</summary>
    public bool Took(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        var code = arguments?.FirstOrDefault(one => one.Key == _argument).Value?.ToString();
        return code is not null && (code == Code || code + "\n" == Code);
    }

    private void Complete()
    {
        var before = _code.WrittenCount;
        _decoder.Complete(_code);
        if (_code.WrittenCount > before)
            _pieces.Writer.TryWrite(_code.WrittenMemory[before..].ToArray());
    }

    private async Task<ProgramResult> RunAsync(CallRun? before, ProgramRunner runner, CancellationToken cancellationToken)
    {
        if (before is not null)
            await ((Task)before.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await runner.RunAsync(_pieces.Reader.ReadAllAsync, () => _interrupted.TrySetResult(), cancellationToken).ConfigureAwait(false);
    }
}
