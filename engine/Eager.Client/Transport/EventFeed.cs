using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;

namespace Eager.Client.Transport;

/// <summary>An execution's server-sent events, over as many connections as it takes.</summary>
/// <param name="requests">Sends them.</param>
/// <param name="path">Where the events are.</param>
/// <param name="next">Number of the first event.</param>
internal sealed class EventFeed(Requests requests, string path, long next)
{
    private const string MediaType = "text/event-stream";

    private bool _isOver;

    public async IAsyncEnumerable<SessionEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var failures = 0; !_isOver; failures++)
        {
            if (failures > 0)
                await requests.PauseAsync(failures - 1, cancellationToken).ConfigureAwait(false);
            var connection = ConnectionAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (connection.ConfigureAwait(false))
            {
                while (await MoveNextAsync(connection, failures).ConfigureAwait(false))
                {
                    failures = 0;
                    yield return connection.Current;
                }
            }
        }
    }

    /// <summary>False where the connection ended, or broke and may be tried again.</summary>
    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SessionEvent> connection, int failures)
    {
        try
        {
            if (await connection.MoveNextAsync().ConfigureAwait(false))
                return true;
            if (!_isOver && failures >= requests.Options.Retries)
                throw new HttpRequestException("the stream of events ends before the execution does");
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return failures < requests.Options.Retries ? false : throw new HttpRequestException("the stream of events broke", e);
        }
    }

    private async IAsyncEnumerable<SessionEvent> ConnectionAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await requests.SendAsync(HttpMethod.Get, $"{path}?from={next}", body: null, MediaType, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                using var json = JsonDocument.Parse(item.Data);
                next++;
                if (json.RootElement.GetProperty("type").GetString() == "execution.faulted")
                {
                    _isOver = true;
                    throw new ExecutionFaultedException(json.RootElement.GetProperty("fault").GetString()!);
                }

                // Types that a newer server adds are passed over.
                if (SessionEventJsonReader.Read(json.RootElement) is not { } published)
                    continue;
                _isOver = published is SessionCompleted;
                yield return published;
            }
        }
    }
}
