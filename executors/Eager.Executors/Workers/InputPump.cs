using Eager.Executors.Processes;
using Microsoft.Extensions.Logging;

namespace Eager.Executors.Workers;

/// <summary>
/// Carries what a program reads on its standard input from a stream into the worker's pipe. Reads on while the pipe takes it: what the pipe and one
/// buffer hold was taken from the stream, whether the program reads it or not.
/// </summary>
internal sealed class InputPump : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly Stream _input;
    private readonly WorkerProcess _process;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _pumping;

    /// <summary>Starts at once.</summary>
    public InputPump(Stream input, WorkerProcess process, ILogger logger)
    {
        (_input, _process, _logger) = (input, process, logger);
        _pumping = Task.Run(PumpAsync);
    }

    /// <summary>Nobody reads any more.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Stops, and completes when the process is not touched any more. A read that cannot be called back is abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pumping.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            var buffer = new byte[BufferSize];
            while (await ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
            {
                if (!await WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false))
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        catch (Exception failure)
        {
            WorkerLog.InputFailed(_logger, _process.Pid, failure.Message);
        }

        _process.EndInput();
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        var reading = _input.ReadAsync(buffer, _stopping.Token);
        return reading.IsCompleted
            ? await reading.ConfigureAwait(false)
            : await reading.AsTask().WaitAsync(_stopping.Token).ConfigureAwait(false);
    }

    /// <summary>False where nobody reads any more.</summary>
    private async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            if (_process.WriteInput(bytes.Span) is not { } taken)
                return false;
            bytes = bytes[taken..];
            if (taken == 0)
                await _process.WaitInputWritableAsync(_stopping.Token).ConfigureAwait(false);
        }

        return true;
    }
}
