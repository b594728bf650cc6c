using System.Text;
using Eager.ReplayModel.Apis;
using Microsoft.AspNetCore.Http;

namespace Eager.ReplayModel.Serving;

/// <summary>Sends an answer's events when their tokens are due. A late token does not delay those after it.</summary>
internal sealed class EventWriter(HttpContext context, ReplayOptions options, Fault? fault, TimeProvider time)
{
    /// <summary>A connection that is reset at once takes with it what was sent before.</summary>
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMilliseconds(50);

    private readonly Random _random = new(options.Seed);
    private readonly long _start = time.GetTimestamp();
    private double _due;

    public async Task WriteAsync(IEnumerable<StreamedEvent> events)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        var sent = 0;
        foreach (var streamed in events)
        {
            if (fault is not null && sent == fault.AfterEvents)
            {
                await FailAsync(fault.Kind).ConfigureAwait(false);
                return;
            }

            if (streamed.IsToken)
                await WaitAsync().ConfigureAwait(false);
            await SendAsync(streamed).ConfigureAwait(false);
            sent++;
        }
    }

    private async Task WaitAsync()
    {
        if (options.Rate <= 0)
            return;
        _due += (1 + (options.Jitter * ((2 * _random.NextDouble()) - 1))) / options.Rate;
        var wait = TimeSpan.FromSeconds(_due) - time.GetElapsedTime(_start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task SendAsync(StreamedEvent streamed)
    {
        var name = streamed.Name is null ? "" : $"event: {streamed.Name}\n";
        await context.Response.WriteAsync($"{name}data: {streamed.Data}\n\n", Encoding.UTF8, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async Task FailAsync(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.Stall:
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted).ConfigureAwait(false);
                break;
            case FaultKind.Malformed:
                await SendAsync(new StreamedEvent(null, "{\"broken", IsToken: false)).ConfigureAwait(false);
                break;
            default:
                await Task.Delay(ArrivalTime, time, context.RequestAborted).ConfigureAwait(false);
                context.Abort();
                break;
        }
    }
}
