using System.Text;
using Eager.Events;
using Eager.Executions;

namespace Eager.LoadTests.Sessions;

/// <summary>Whether a session was right: its events numbered without gaps, one ending, the planned one, and the output that the program has.</summary>
internal sealed class StreamCheck(StreamPlan plan)
{
    /// <summary>What a shell shows for a process that SIGKILL ended.</summary>
    private const int KilledStatus = 137;

    private readonly StringBuilder _output = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private long _next;
    private bool _lost;
    private bool _refused;
    private string? _failure;
    private SessionSummary? _summary;

    /// <summary>True where the worker was killed from outside; a program that kills its own is none of these.</summary>
    public bool WasKilled => plan.MayBeKilled && (_refused || (IsLost && plan.Ending != ExpectedEnding.WorkerLost));

    /// <summary>Where the whole stream had arrived there is no generation to interrupt: then only the summary says it.</summary>
    private bool IsLost => _lost || _summary is { Exit: KilledStatus } or { Fault: not null };

    public void Fail(string failure) => _failure ??= failure;

    /// <summary>No session was opened.</summary>
    public void Refuse(string reason)
    {
        _refused = plan.MayBeKilled && reason.Contains("killed by SIGKILL", StringComparison.Ordinal);
        if (!_refused)
            Fail(reason);
    }

    public void See(SessionEvent seen)
    {
        if (_summary is not null)
            Fail($"event {seen.Seq} follows the last one");
        if (seen.Seq != _next)
            Fail($"event {seen.Seq} came where {_next} was due");
        _next = seen.Seq + 1;
        switch (seen)
        {
            case ProgramOutput { Stream: OutputStream.Stdout } output when plan.Output is not null:
                Append(output.Bytes.Span);
                break;
            case GenerationInterrupt { Reason: InterruptReason.BackendLost }:
                _lost = true;
                break;
            case SessionCompleted completed:
                _summary = completed.Summary;
                break;
        }
    }

    /// <summary>What was wrong, or null.</summary>
    public string? Verdict() => _failure ?? plan.Ending switch
    {
        ExpectedEnding.ClientGone => null,
        _ when WasKilled => plan.Output?.StartsWith(_output.ToString(), StringComparison.Ordinal) == false ? "what came before the kill is not the program's output" : null,
        _ when _summary is not { } => "its events ended without session.completed",
        ExpectedEnding.Success when _summary.Exit != 0 => $"exit status {_summary.Exit}{Reason()}",
        ExpectedEnding.WorkerLost when !IsLost => "its worker was to die and did not",
        ExpectedEnding.Interrupted when _summary.Exit == 0 => "it was to be interrupted and was not",
        ExpectedEnding.Success when plan.Output is { } wanted && _output.ToString() != wanted => $"other output than the program's: {Difference(wanted)}",
        _ => null,
    };

    private string Reason() => _summary?.Error is { Error: var error } ? $": {error.Type} {error.Message}" : "";

    private string Difference(string wanted)
    {
        var got = _output.ToString();
        var at = wanted.AsSpan().CommonPrefixLength(got);
        return $"{got.Length} characters for {wanted.Length}, the first other one at {at}";
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        _output.Append(characters, 0, _decoder.GetChars(bytes, characters, flush: false));
    }
}
