using System.Buffers;
using System.Text;

namespace Eager.EndToEnd;

/// <summary>Collects what a process writes to one stream, and tells when a text is there.</summary>
internal sealed class OutputCapture
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private TaskCompletionSource _grown = NewSignal();

    public OutputCapture(Stream source) => Completion = CollectAsync(source);

    /// <summary>Completes when every writer has closed the stream.</summary>
    public Task Completion { get; }

    public byte[] Bytes
    {
        get
        {
            lock (_lock)
                return _bytes.WrittenSpan.ToArray();
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <exception cref="TimeoutException">The text did not come.</exception>
    public async Task WaitForAsync(string text, TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        while (true)
        {
            Task grown;
            lock (_lock)
                grown = _grown.Task;
            if (Text.Contains(text, StringComparison.Ordinal))
                return;
            try
            {
                if (Completion.IsCompleted)
                    throw new TimeoutException($"the stream ended without '{text}': {Text}");
                await Task.WhenAny(grown, Completion).WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' did not come: {Text}");
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CollectAsync(Stream source)
    {
        await Task.Yield();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await source.ReadAsync(buffer)) > 0)
        {
            TaskCompletionSource grown;
            lock (_lock)
            {
                _bytes.Write(buffer.AsSpan(0, count));
                (grown, _grown) = (_grown, NewSignal());
            }

            grown.SetResult();
        }
    }
}
