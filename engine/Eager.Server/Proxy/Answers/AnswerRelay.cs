using System.Buffers;
using System.IO.Pipelines;
using Eager.Server.Proxy.Calls;

namespace Eager.Server.Proxy.Answers;

/// <summary>Passes one answer of the model on, event by event, and reads it. Nothing that is executed holds it back.</summary>
internal sealed class AnswerRelay(Upstream upstream, PipeWriter client, IEventFilter filter, ProxiedAnswer answer)
{
    /// <summary>Why a program ends whose model did.</summary>
    public const string UpstreamGone = "the model's API broke off";

    /// <summary>Why a program ends that failed while it was written.</summary>
    public const string Interrupted = "the generation was interrupted";

    /// <param name="from">The answer's body.</param>
    /// <param name="interrupts">True where an error in a program ends the generation.</param>
    /// <param name="gone">The client is gone.</param>
    /// <returns>False where the generation was interrupted; what passed then ends between two events.</returns>
    /// <exception cref="UpstreamGoneException">The upstream broke off.</exception>
    public async Task<bool> RunAsync(Stream from, bool interrupts, CancellationToken gone)
    {
        var cutter = new EventCutter();
        using var generation = CancellationTokenSource.CreateLinkedTokenSource(gone);
        while (true)
        {
            var read = upstream.ReadAsync(from, cutter.Free, generation.Token);
            if (interrupts && answer.Generating is { } call && await IsInterruptedAsync(read, call).ConfigureAwait(false))
            {
                await generation.CancelAsync().ConfigureAwait(false);
                await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                answer.Finish(Interrupted);
                if (!cutter.IsBetweenEvents)
                    client.Write("\n\n"u8);
                return false;
            }

            var count = await CountAsync(read, gone).ConfigureAwait(false);
            if (count == 0)
                break;
            cutter.Added(count);
            await PassAsync(cutter.Whole, gone).ConfigureAwait(false);
            cutter.Passed();
        }

        await PassAsync(cutter.Rest, gone).ConfigureAwait(false);
        answer.Complete();
        return true;
    }

    private static async Task<bool> IsInterruptedAsync(Task<int> read, ProxiedCall call) =>
        call.Interrupted.IsCompleted || (!read.IsCompleted && await Task.WhenAny(read, call.Interrupted).ConfigureAwait(false) != read);

    private async Task<int> CountAsync(Task<int> read, CancellationToken gone)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !gone.IsCancellationRequested)
        {
            answer.Finish(UpstreamGone);
            throw new UpstreamGoneException(UpstreamGone, e);
        }
    }

    private async Task PassAsync(ReadOnlyMemory<byte> events, CancellationToken gone)
    {
        if (events.IsEmpty)
            return;
        filter.Pass(events.Span, client);
        await client.FlushAsync(gone).ConfigureAwait(false);
        answer.Read(events.Span);
    }
}
