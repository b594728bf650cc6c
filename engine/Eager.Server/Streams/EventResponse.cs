using Eager.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Eager.Server.Streams;

/// <summary>Writes lines of an execution, its events or its code, to a response as they happen.</summary>
internal sealed class EventResponse(ServerOptions options, TimeProvider time)
{
    /// <summary>Starts the response; from here on the client can read it while it still sends.</summary>
    public static async Task StartAsync(HttpContext context, EventFormat format)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Readers that hold their program back are let go by the event log, which knows of the program.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        context.Response.ContentType = format.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes until nothing more comes or the client is gone.</summary>
    public async Task RelayAsync(HttpContext context, ILineReader reader, EventFormat format)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, reader.LetGoToken);
        try
        {
            using var block = new MemoryStream();
            while (await NextAsync(context, reader, format, gone.Token).ConfigureAwait(false) is { Count: > 0 } lines)
            {
                block.SetLength(0);
                for (var i = 0; i < lines.Count; i++)
                    format.Write(block, reader.NumberOf(i), lines[i]);
                await context.Response.Body.WriteAsync(block.GetBuffer().AsMemory(0, (int)block.Length), gone.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(gone.Token).ConfigureAwait(false);
                reader.Passed(lines.Count);
            }
        }
        catch (OperationCanceledException) when (reader.LetGoToken.IsCancellationRequested)
        {
            throw new SlowReaderException();
        }
    }

    private async Task<IReadOnlyList<byte[]>> NextAsync(HttpContext context, ILineReader reader, EventFormat format, CancellationToken cancellationToken)
    {
        var next = reader.TakeAsync(cancellationToken).AsTask();
        while (format.SignOfLife is { } sign)
        {
            try
            {
                return await next.WaitAsync(options.Heartbeat, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await context.Response.Body.WriteAsync(sign, cancellationToken).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return await next.ConfigureAwait(false);
    }
}
