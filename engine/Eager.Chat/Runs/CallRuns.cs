using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Eager.Chat.Runs;

/// <summary>
/// Finds the run that belongs to a function call. A call that was run while it arrived carries a mark; the mark's own object is the key, so a run is
/// kept as long as the conversation that holds the call.
/// </summary>
internal sealed class CallRuns
{
    private const string Mark = "eager.run";

    private readonly ConditionalWeakTable<object, CallRun> _runs = [];

    /// <summary>Marks the call as one that was run.</summary>
    public void Attach(FunctionCallContent call, CallRun run)
    {
        object mark = Guid.NewGuid().ToString("N");
        (call.AdditionalProperties ??= [])[Mark] = mark;
        _runs.Add(mark, run);
    }

    /// <summary>The call's run; null for a call that was not run while it arrived.</summary>
    /// <exception cref="InvalidOperationException">It was run, and its result is gone: running it again would repeat what it did.</exception>
    public CallRun? Claim(FunctionCallContent call)
    {
        if (call.AdditionalProperties is not { } properties || !properties.TryGetValue(Mark, out var mark) || mark is null)
            return null;
        if (!_runs.TryGetValue(mark, out var run))
            throw new InvalidOperationException("the call was run while it arrived, and its result is gone");
        run.TryClaim();
        return run;
    }

    /// <summary>
    /// The run of a call that is not known, because no function-invoking client invokes the function: one with the same code that nobody has claimed.
    /// </summary>
    public CallRun? Claim(IEnumerable<KeyValuePair<string, object?>> arguments) =>
        _runs.Select(entry => entry.Value).FirstOrDefault(run => run.IsEnded && run.Took(arguments) && run.TryClaim());
}
