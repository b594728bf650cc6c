using Eager.Chat.Calls;
using Eager.Chat.Runs;
using Microsoft.Extensions.AI;

namespace Eager.Chat;

/// <summary>
/// The function calls of one answer while it arrives. Calls of the code tool run at once, one behind the other, up to the first call of another
/// function: what stands behind that may need what it does.
/// </summary>
internal sealed class AnswerCalls(CodeTool tool, CallRuns runs, ChatMetrics metrics, CancellationToken cancellationToken)
{
    /// <summary>Bytes that no token of a model has: arguments that come in one longer piece are not streamed.</summary>
    private const int LongestToken = 128;

    private readonly Dictionary<long, CallRun> _byKey = [];
    private readonly HashSet<long> _keys = [];
    private readonly List<CallRun> _unanswered = [];
    private CallRun? _last;
    private bool _behindOther;
    private ChatFinishReason? _finish;

    /// <summary>The run that the generation feeds: an error in it makes the rest of the answer useless.</summary>
    public CallRun? Generating => _last is { IsEnded: false } ? _last : null;

    /// <summary>Calls of the tool that came whole and so could not run early.</summary>
    public int WholeCalls { get; private set; }

    /// <summary>Calls whose final arguments are not those that were executed.</summary>
    public int DifferentCalls { get; private set; }

    /// <summary>Takes what an update brings. Its function calls are given their runs.</summary>
    public void Read(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        foreach (var delta in CallDeltas.Of(update.RawRepresentation))
            Read(delta);
        foreach (var call in update.Contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly))
            Answer(call);
    }

    /// <summary>Ends what is still open, and returns calls of the answer that the client has not given.</summary>
    /// <param name="cutOff">Why the answer is over; null where it is complete.</param>
    public IReadOnlyList<AIContent> End(string? cutOff)
    {
        var calls = new List<AIContent>();
        foreach (var run in _unanswered)
        {
            run.End(cutOff ?? "the answer ended without the end of the call");
            var call = new FunctionCallContent(run.CallId, run.Name, tool.Arguments(run.Code));
            runs.Attach(call, run);
            calls.Add(call);
        }

        _unanswered.Clear();
        return calls;
    }

    private void Read(CallDelta delta)
    {
        if (_keys.Add(delta.Key))
            Begin(delta);
        if (!_byKey.TryGetValue(delta.Key, out var run) || delta.Text.IsEmpty)
            return;
        metrics.Delta(delta.Text.Length);
        run.Add(delta.Text.Span);
    }

    private void Begin(CallDelta delta)
    {
        if (_last is { IsWhole: true })
            _last.End(null);
        _behindOther |= delta.Name != tool.Name || delta.CallId is null;
        if (_behindOther)
            return;
        _last = tool.Begin(delta.CallId!, _last, cancellationToken);
        _byKey.Add(delta.Key, _last);
        _unanswered.Add(_last);
        metrics.Early();
    }

    private void Answer(FunctionCallContent call)
    {
        if (_unanswered.Find(one => one.CallId == call.CallId) is not { } run)
        {
            if (call.Name != tool.Name)
                return;
            WholeCalls += _behindOther ? 0 : 1;
            metrics.Whole();
            return;
        }

        _unanswered.Remove(run);
        WholeCalls += run is { Deltas: 1, Code.Length: > LongestToken } ? 1 : 0;
        var differs = call.Exception is null && !run.Took(call.Arguments);
        DifferentCalls += differs ? 1 : 0;
        run.End(differs ? EagerChatClient.Differs : Truncation());
        if (run.CutOff is not null && !differs)
            call.Arguments = tool.Arguments(run.Code);
        runs.Attach(call, run);
    }

    private string? Truncation() =>
        _finish is null || _finish == ChatFinishReason.Stop || _finish == ChatFinishReason.ToolCalls ? null : $"the model stopped early: {_finish}";
}
