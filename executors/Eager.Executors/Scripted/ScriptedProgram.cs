using System.Globalization;
using System.Text;
using Eager.Executions;

namespace Eager.Executors.Scripted;

/// <summary>Carries out a script: what each unit prints, how long it takes, how it ends.</summary>
internal sealed class ScriptedProgram(Script script, BackendSessionOptions options, TimeProvider time, Func<BackendEvent, ValueTask> emit)
{
    private int? _status;

    /// <summary>Set where the program's process is over before the program was ended.</summary>
    public BackendClosed? Closed { get; private set; }

    public async ValueTask ExecuteAsync(ExecutionUnit unit, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var outcome = _status is not null
            ? UnitOutcome.Skipped
            : await OutcomeAsync(unit, interrupted, cancellationToken).ConfigureAwait(false);
        if (Closed is null)
            await emit(new UnitFinished(unit.Id, outcome, started, time.GetTimestamp())).ConfigureAwait(false);
    }

    public async ValueTask<BackendClosed> EndAsync(ProgramEnding ending, string remainder, CancellationToken cancellationToken)
    {
        ProgramError? error = null;
        if (ending == ProgramEnding.Complete && _status is null)
        {
            if (script.RuleFor(-1, remainder.Trim()) is { Invalid: true } invalid)
                error = ErrorOf(invalid, line: 1);
            await PrintAsync(script.End).ConfigureAwait(false);
            await Task.Delay(script.End.Duration, time, cancellationToken).ConfigureAwait(false);
            _status = error is null ? 0 : 1;
        }

        await emit(new ProgramFinished(error)).ConfigureAwait(false);
        return new BackendClosed(_status ?? 0, Loss: null);
    }

    /// <summary>A whole program is taken line by line.</summary>
    private async ValueTask<UnitOutcome> OutcomeAsync(ExecutionUnit unit, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        var source = Encoding.UTF8.GetString(unit.Source.Span);
        if (unit.Kind != UnitKind.Program)
            return await RunAsync(unit, unit.Statement?.Boundary.Index ?? unit.Id, source, unit.Extent.Line, interrupted, cancellationToken).ConfigureAwait(false);
        var lines = source.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var outcome = await RunAsync(unit, i, lines[i], i + 1, interrupted, cancellationToken).ConfigureAwait(false);
            if (outcome != UnitOutcome.Succeeded || Closed is not null)
                return outcome;
        }

        return UnitOutcome.Succeeded;
    }

    private async ValueTask<UnitOutcome> RunAsync(
        ExecutionUnit unit, int index, string text, int line, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        var rule = script.RuleFor(index, text.Trim());
        if (unit.Kind == UnitKind.Probe && !rule.Invalid)
            return UnitOutcome.Succeeded;
        if (!rule.Invalid)
        {
            await PrintAsync(rule).ConfigureAwait(false);
            if (options.Display && rule.Display is { } forms)
                await emit(new DisplayReceived(unit.Id, IsResult: false, new MimeBundle(forms))).ConfigureAwait(false);
            if (!await WaitAsync(rule.Duration, interrupted, cancellationToken).ConfigureAwait(false))
                return await FailAsync(unit, new ProgramError("KeyboardInterrupt", "", "KeyboardInterrupt", line), 130, UnitOutcome.Interrupted).ConfigureAwait(false);
        }

        if (rule.Invalid || rule.Error is not null)
            return await FailAsync(unit, ErrorOf(rule, line), 1, UnitOutcome.Failed).ConfigureAwait(false);
        if (rule.Lose is not null || rule.Quit is not null)
            Closed = new BackendClosed(rule.Lose is null ? Status(rule.Quit!) : null, rule.Lose);
        if (rule.Exit is null)
            return UnitOutcome.Succeeded;
        _status = Status(rule.Exit);
        return UnitOutcome.Exited;
    }

    /// <summary>False where it was interrupted.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan duration, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        if (interrupted.IsCancellationRequested)
            return false;
        if (duration == TimeSpan.Zero)
            return true;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, cancellationToken);
        try
        {
            await Task.Delay(duration, time, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask PrintAsync(ScriptRule rule)
    {
        for (var i = 0; i < rule.Repeat; i++)
        {
            if (rule.Stdout.Length > 0)
                await emit(new OutputReceived(OutputStream.Stdout, Encoding.UTF8.GetBytes(rule.Stdout))).ConfigureAwait(false);
            if (rule.Stderr.Length > 0)
                await emit(new OutputReceived(OutputStream.Stderr, Encoding.UTF8.GetBytes(rule.Stderr))).ConfigureAwait(false);
        }
    }

    private async ValueTask<UnitOutcome> FailAsync(ExecutionUnit unit, ProgramError error, int status, UnitOutcome outcome)
    {
        _status = status;
        await emit(new ErrorRaised(unit.Id, error)).ConfigureAwait(false);
        return outcome;
    }

    private static ProgramError ErrorOf(ScriptRule rule, int line)
    {
        var text = rule.Error ?? "SyntaxError: invalid syntax";
        var parts = text.Split(": ", 2);
        return new ProgramError(parts[0], parts.Length > 1 ? parts[1] : "", $"line {line}: {text}", line);
    }

    private static int Status(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var status) ? status : 1;
}
