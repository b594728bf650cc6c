using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Eager.Engine.Events;
using Eager.Engine.Pipeline;
using Eager.Events;
using Eager.Server.Files;
using Eager.Server.Problems;
using Eager.Server.Streams;

namespace Eager.Server.Executions;

/// <summary>One program of a session: takes its code while it is produced, keeps its events, and ends with it.</summary>
internal sealed class Execution : IDisposable
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    public Execution(EagerSession program, EventLog log, ExecutionTicket ticket, long maxCodeBytes, Action touch, FolderSnapshot before, TimeProvider time)
    {
        (_program, Log, Ticket, _maxCodeBytes, _touch, _before, _time) =
            (program, log, ticket, maxCodeBytes, touch, before, time);
        Ended = RunAsync();
    }

    public string Id { get; } = Identifier.New("exe");

    public EventLog Log { get; }

    public ExecutionTicket Ticket { get; }

    public ExecutionResult Result { get; } = new();

    /// <summary>Takes what arrives; null where nobody wants it. Set before the first code.</summary>
    public ExecutionTrace? Trace { get; set; }

    /// <summary>Completes when the program is over and nothing is left of it.</summary>
    public Task Ended { get; }

    /// <summary>Completes when the program failed, or was stopped, while its code still arrived.</summary>
    public Task Interrupted => _interrupted.Task;

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

    /// <summary>Ends the code where it is: what is not certain never runs, and what runs is interrupted.</summary>
    public async Task CutOffAsync(string reason)
    {
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

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
            write(json);
        return bytes.ToArray();
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
                {
                    if (Interlocked.Add(ref _offset, piece.Length) > _maxCodeBytes)
                        throw Problem.BodyTooLarge.With($"the code is longer than {_maxCodeBytes} bytes");
                    Trace?.Add(piece);
                    wanted &= !(await _program.Input.WriteAsync(piece, cancellationToken).ConfigureAwait(false)).IsCompleted;
                }

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
        try
        {
            await foreach (var published in _program.Events.ReadAllAsync().ConfigureAwait(false))
            {
                Result.Take(published);
                Ticket.Take(published);
                if (published is GenerationInterrupt { Reason: not InterruptReason.Exit })
                    _interrupted.TrySetResult();
                _touch();
                await Log.AppendAsync(Line(json => SessionEventJson.Write(json, published))).ConfigureAwait(false);
            }

            await _program.Completion.ConfigureAwait(false);
        }
        catch (Exception e) when (e is SessionFaultedException or OperationCanceledException)
        {
            var fault = e is SessionFaultedException ? e.Message : "the execution was ended by the server";
            Result.Fail(fault);
            await Log.AppendAsync(Line(json => WriteFault(json, fault))).ConfigureAwait(false);
        }
        finally
        {
            await _program.DisposeAsync().ConfigureAwait(false);
            ChangedFiles = _before.Changes();
            Ticket.Dispose();
            Log.Complete();
            await _stopWriting.CancelAsync().ConfigureAwait(false);
            _touch();
        }
    }

    private void WriteFault(Utf8JsonWriter json, string fault)
    {
        json.WriteStartObject();
        json.WriteString("type", "execution.faulted");
        json.WriteNumber("seq", Log.Next);
        json.WriteString("fault", fault);
        json.WriteEndObject();
    }
}
