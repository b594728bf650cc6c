using System.Diagnostics;
using Eager.Engine.Tokens.Decoding;
using Eager.Server.Executions;
using Eager.Server.Problems;
using Eager.Server.Sessions;

namespace Eager.Server.Proxy.Calls;

/// <summary>One call of the tool: its program, which runs while the call's arguments arrive, behind the answer's calls before it.</summary>
internal sealed class ProxiedCall
{
    private static readonly ExecutionSettings Settings = new() { Display = true };

    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionStarter _starter;
    private volatile Execution? _execution;

    /// <param name="call">Id of the call and name of its tool.</param>
    /// <param name="program">Its program.</param>
    /// <param name="session">Where it runs.</param>
    /// <param name="before">The call that has to be over first; null for none.</param>
    /// <param name="chat">The model's answer, which the execution's trace is linked to; null where there is no trace.</param>
    /// <param name="starter">Starts it.</param>
    public ProxiedCall((string Id, string Tool) call, CallProgram program, ServerSession session, ProxiedCall? before, Activity? chat, ExecutionStarter starter)
    {
        (Id, Program, Session, _starter) = (call.Id, program, session, starter);
        Result = RunAsync(ExecutionOrigin.Call(call.Tool, call.Id, chat), before);
    }

    public string Id { get; }

    public CallProgram Program { get; }

    public ServerSession Session { get; }

    /// <summary>Completes when nothing more of the program will be executed, whatever follows.</summary>
    public Task Interrupted => _interrupted.Task;

    /// <summary>What it came to; never fails.</summary>
    public Task<CallResult> Result { get; }

    /// <summary>Nobody waits for it any more: nothing runs that was not certain, and what runs is ended.</summary>
    public async Task AbandonAsync(string reason)
    {
        _abandoned.TrySetResult();
        Program.End(reason);
        if (_execution is { } execution)
            await execution.EndAsync(reason).ConfigureAwait(false);
        await Result.ConfigureAwait(false);
    }

    private async Task<CallResult> RunAsync(ExecutionOrigin origin, ProxiedCall? before)
    {
        using var giveUp = new CancellationTokenSource();
        var abandoning = GiveUpAsync(giveUp);
        try
        {
            if (before is not null)
                await before.Result.WaitAsync(giveUp.Token).ConfigureAwait(false);
            var execution = await StartAsync(origin, giveUp.Token).ConfigureAwait(false);
            _execution = execution;
            _ = PassOnAsync(execution.Interrupted);
            await execution.WriteAsync(Program.PiecesAsync).ConfigureAwait(false);
            if (_abandoned.Task.IsCompleted)
                await execution.EndAsync(Execution.ClientGone).ConfigureAwait(false);
            await execution.Ended.ConfigureAwait(false);
            return new CallResult(Id, execution.Result.ForModel(Program.CutOff), $"/v1/sessions/{Session.Id}/executions/{execution.Id}", execution.Result.Exit);
        }
        catch (ProblemException e)
        {
            return NotExecuted(e.Message);
        }
        catch (OperationCanceledException)
        {
            return NotExecuted(Execution.ClientGone);
        }
#pragma warning disable CA1031 // Whoever waits for the result is told, and the answer passes on as before.
        catch (Exception)
#pragma warning restore CA1031
        {
            return NotExecuted("a part of the server failed");
        }
        finally
        {
            _over.TrySetResult();
            await abandoning.ConfigureAwait(false);
        }
    }

    /// <summary>A session's executions are one behind the other, whoever asks for them.</summary>
    private async Task<Execution> StartAsync(ExecutionOrigin origin, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Session.WaitUntilFreeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await _starter.StartAsync(Session, Settings, new DecodingOptions(), origin, cancellationToken).ConfigureAwait(false);
            }
            catch (ProblemException e) when (e.Problem == Problem.SessionBusy)
            {
                // Somebody else was faster.
            }
        }
    }

    /// <summary>Whatever is waited for before the program runs is given up with it.</summary>
    private async Task GiveUpAsync(CancellationTokenSource giveUp)
    {
        if (await Task.WhenAny(_abandoned.Task, _over.Task).ConfigureAwait(false) == _abandoned.Task)
            await giveUp.CancelAsync().ConfigureAwait(false);
    }

    private CallResult NotExecuted(string why) => new(Id, $"The program was not executed: {why}.", Execution: null, Exit: null);

    private async Task PassOnAsync(Task interrupted)
    {
        await interrupted.ConfigureAwait(false);
        _interrupted.TrySetResult();
    }
}
