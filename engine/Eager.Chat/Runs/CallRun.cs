using Eager.Engine.Tokens.Decoding;

namespace Eager.Chat.Runs;

/// <summary>
/// One call's program, which runs while the call's arguments arrive. Whoever reads the answer adds to it and ends it; whoever invokes the function
/// awaits its result.
/// </summary>
internal sealed class CallRun
{
    private readonly string _argument;
    private readonly CallProgram _program;
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        _program = new CallProgram(CallKind.Arguments, [argument]);
        Result = RunAsync(before, runner, cancellationToken);
    }

    public string CallId { get; }

    public string Name { get; }

    /// <summary>How many pieces of arguments have come.</summary>
    public int Deltas => _program.Deltas;

    /// <summary>Completes when nothing more of the program will be executed, whatever follows.</summary>
    public Task Interrupted => _interrupted.Task;

    /// <summary>What the program came to, once it is over.</summary>
    public Task<ProgramResult> Result { get; }

    /// <summary>Why the program is not whole, in one line; null where it is, or while it may still become so.</summary>
    public string? CutOff => _program.CutOff;

    /// <summary>True where the arguments are complete.</summary>
    public bool IsWhole => _program.IsWhole;

    /// <summary>True once nothing more is taken.</summary>
    public bool IsEnded => _program.IsEnded;

    /// <summary>The code that has come.</summary>
    public string Code => _program.Code;

    /// <summary>More of the call's arguments.</summary>
    public void Add(ReadOnlySpan<byte> text) => _program.Add(text);

    /// <summary>Nothing more will come.</summary>
    /// <param name="cutOff">Why the program is not whole, in one line; null where the arguments say that themselves.</param>
    public void End(string? cutOff) => _program.End(cutOff);

    /// <summary>True the first time: the result goes to one call.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>True where this is the code that was taken.</summary>
    public bool Took(IEnumerable<KeyValuePair<string, object?>>? arguments) =>
        _program.Took(arguments?.FirstOrDefault(one => one.Key == _argument).Value?.ToString());

    private async Task<ProgramResult> RunAsync(CallRun? before, ProgramRunner runner, CancellationToken cancellationToken)
    {
        if (before is not null)
            await ((Task)before.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await runner.RunAsync(_program.PiecesAsync, () => _interrupted.TrySetResult(), cancellationToken).ConfigureAwait(false);
    }
}
