using System.IO.Pipelines;
using System.Text.Json;
using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Server.Files;
using Eager.Server.Problems;
using Eager.Server.Streams;

namespace Eager.Server.Executions;

/// <summary>One program of a session: takes its code while it is produced, keeps its events, and ends with it.</summary>
internal sealed class Execution : IDisposable
{
    /// <summary>Why an execution ends with the request that it is the whole life of.</summary>
    public const string ClientGone = "the client is gone";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly EagerSession _program;
    private readonly FolderSnapshot _before;
    private readonly TimeProvider _time;
    private readonly long _maxCodeBytes;
    private readonly Action _touch;
    private readonly SemaphoreSlim _writer = new(1);
    private readonly CancellationTokenSource _stopWriting = new();
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _offset;
    private int _codeEnded;

    public Execution(
        EagerSession program, EventLog log, ExecutionTicket ticket, ExecutionResult result, long maxCodeBytes, Action touch, FolderSnapshot before, TimeProvider time)
    {
        (_program, Log, Ticket, Result, _maxCodeBytes, _touch, _before, _time) =
            (program, log, ticket, result, maxCodeBytes, touch, before, time);
        Ended = RunAsync();
    }

    public string Id { get; } = Identifier.New("exe");

    public EventLog Log { get; }

    /// <summary>The code as it arrived.</summary>
    public required CodeLog Code { get; init; }

    public ExecutionTicket Ticket { get; }

    public ExecutionResult Result { get; }

    /// <summary>Takes what arrives; null where nobody wants it. Set before the first code.</summary>
    public ExecutionTrace? Trace { get; set; }

    /// <summary>Completes when the program is over and nothing is left of it.</summary>
    public Task Ended { get; }

    /// <summary>Completes when the program failed, or was stopped, while its code still arrived.</summary>
    public Task Interrupted => _interrupted.Task;

    /// <summary>True from the last event on: what is left is to tidy up, which takes no time that a client could notice.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Bytes of code that were taken.</summary>
    public long Offset => Interlocked.Read(ref _offset);

    public ExecutionState State => Ended.IsCompleted ? ExecutionState.Ended : _codeEnded != 0 ? ExecutionState.Running : ExecutionState.Open;

    /// <summary>Files that were made or changed since the execution began; complete when it has ended.</summary>
    public IReadOnlyList<string> ChangedFiles { get; private set; } = [];

    /// <summary>True where only the client can make it go on.</summary>
    public bool WaitsForCode => State == ExecutionState.Open;

    /// <summary>Takes code until its source ends. A source that fails, or a client that is gone, cuts the program off.</summary>
    /// <param name="code">The next bytes.</param>
    /// <param name="offset">Where the client believes to be, in bytes; null where it does not say.</param>
    /// <param name="ends">True where the code is complete with this.</param>
    /// <param name="isWhole">True where the source is all of the code, so that the program is cut off when it breaks.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <returns>False where the program does not want more.</returns>
    /// <exception cref="ProblemException">Somebody else writes, the offset is wrong, or the code has ended.</exception>
    public async Task<bool> WriteAsync(PipeReader code, long? offset, bool ends, bool isWhole, CancellationToken cancellationToken)
    {
        if (!await _writer.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
            throw Problem.SecondWriter.With("wait until its request has ended");
        try
        {
            if (_codeEnded != 0)
                throw Problem.CodeEnded.With($"the execution is {State.ToString().ToLowerInvariant()}");
            if (offset is { } said && said != Offset)
                throw Problem.OffsetMismatch.With($"{Offset} bytes have arrived");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopWriting.Token);
            var wanted = await CopyAsync(code, isWhole, stop.Token).ConfigureAwait(false);
            if (ends || !wanted)
                await CompleteAsync(cutOff: null).ConfigureAwait(false);
            return wanted;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>
    /// Takes a program whose pieces say themselves how they end: a cancellation cuts the program off and tells why. What was certain then still runs.
    /// </summary>
    /// <exception cref="ProblemException">Somebody else writes.</exception>
    public async Task WriteAsync(Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> code)
    {
        if (!await _writer.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
            throw Problem.SecondWriter.With("wait until its request has ended");
        Exception? cutOff = null;
        try
        {
            await foreach (var piece in code(_stopWriting.Token).ConfigureAwait(false))
            {
                if (!await TakeAsync(piece, _stopWriting.Token).ConfigureAwait(false))
                    break;
                _touch();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ProblemException)
        {
            cutOff = new IOException(e.Message, e);
        }
        finally
        {
            // Whoever stopped the writing says why.
            if (!_stopWriting.IsCancellationRequested)
                await CompleteAsync(cutOff).ConfigureAwait(false);
            _writer.Release();
        }
    }

    /// <summary>Ends the code where it is: what is not certain never runs, and what runs is interrupted.</summary>
    public async Task CutOffAsync(string reason)
    {
        if (Ended.IsCompleted)
            return;
        await _stopWriting.CancelAsync().ConfigureAwait(false);
        await _writer.WaitAsync().ConfigureAwait(false);
        try
        {
            await CompleteAsync(new IOException(reason)).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }

        Stop(reason);
    }

    /// <summary>Cuts it off; a program that does not heed the interrupt is ended with every process that it started.</summary>
    public async Task EndAsync(string reason)
    {
        await CutOffAsync(reason).ConfigureAwait(false);
        try
        {
            await Ended.WaitAsync(Grace, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.Release();
            await _program.DisposeAsync().ConfigureAwait(false);
            await Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Interrupts the program as a keyboard interrupt would.</summary>
    public void Interrupt() => _program.Interrupt();

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("id", Id);
        json.WriteString("state", State.ToString().ToLowerInvariant());
        json.WriteNumber("code_bytes", Offset);
        json.WriteNumber("next_event", Log.Next);
        json.WriteNumber("queue_ms", Math.Round(Ticket.Queued.TotalMilliseconds, 3));
        json.WriteNumber("start_ms", Math.Round(Ticket.Started.TotalMilliseconds, 3));
        json.WriteStartArray("changed_files");
        foreach (var path in ChangedFiles)
            json.WriteStringValue(path);
        json.WriteEndArray();
        Result.WriteMembers(json);
    }

    public void Dispose()
    {
        Trace?.Dispose();
        _writer.Dispose();
        _stopWriting.Dispose();
    }

    private async Task<bool> CopyAsync(PipeReader code, bool isWhole, CancellationToken cancellationToken)
    {
        var wanted = true;
        try
        {
            while (true)
            {
                var read = await code.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (var piece in read.Buffer)
                    wanted &= await TakeAsync(piece, cancellationToken).ConfigureAwait(false);

                _touch();
                code.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || !wanted)
                    return wanted;
            }
        }
        catch (ProblemException e)
        {
            await CompleteAsync(new IOException(e.Message)).ConfigureAwait(false);
            throw;
        }
        catch (Exception) when (isWhole)
        {
            await CompleteAsync(new IOException(ClientGone)).ConfigureAwait(false);
            Stop(ClientGone);
            throw;
        }
    }

    /// <summary>Passes code on. False where the program does not want more.</summary>
    private async ValueTask<bool> TakeAsync(ReadOnlyMemory<byte> code, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref _offset, code.Length) > _maxCodeBytes)
            throw Problem.BodyTooLarge.With($"the code is longer than {_maxCodeBytes} bytes");
        Trace?.Add(code);
        return !(await _program.Input.WriteAsync(code, cancellationToken).ConfigureAwait(false)).IsCompleted;
    }

    /// <summary>Nobody waits for the program any more.</summary>
    private void Stop(string reason)
    {
        Result.Fail(reason);
        _program.Interrupt();
    }

    private async Task CompleteAsync(Exception? cutOff)
    {
        if (Interlocked.Exchange(ref _codeEnded, 1) != 0)
            return;
        Trace?.End(cutOff?.Message);
        await _program.Input.CompleteAsync(cutOff).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        using var lines = new LineWriter();
        try
        {
            await foreach (var published in _program.Events.ReadAllAsync().ConfigureAwait(false))
            {
                Result.Take(published);
                Ticket.Take(published);
                if (published is GenerationInterrupt { Reason: not InterruptReason.Exit })
                    _interrupted.TrySetResult();
                _touch();
                IsEnding |= published is SessionCompleted;
                await Log.AppendAsync(lines.Event(published)).ConfigureAwait(false);
            }

            await _program.Completion.ConfigureAwait(false);
        }
        catch (Exception e) when (e is SessionFaultedException or OperationCanceledException)
        {
            var fault = e is SessionFaultedException ? e.Message : "the execution was ended by the server";
            Result.Fail(fault);
            await Log.AppendAsync(lines.Fault(Log.Next, fault)).ConfigureAwait(false);
        }
        finally
        {
            try
            {
                await _program.DisposeAsync().ConfigureAwait(false);
                ChangedFiles = _before.Changes();
            }
            finally
            {
                Ticket.Dispose();
                Log.Complete();
                Code.Ended();
            }

            await _stopWriting.CancelAsync().ConfigureAwait(false);
            _touch();
        }
    }
}
