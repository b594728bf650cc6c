namespace Eager.Server.Tests.Support;

/// <summary>An execution's server-sent events as a client reads them.</summary>
internal sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    private const string Mark = "data: ";

    public static async Task<EventStream> OpenAsync(RunningServer server, string execution, string? lastEventId = null, string part = "events")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{execution}/{part}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, RunningServer.Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(RunningServer.Cancellation)));
    }

    public async Task<string?> LineAsync() => await reader.ReadLineAsync(RunningServer.Cancellation);

    /// <summary>The next event of a type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (await LineAsync() is { } line)
            if (line.StartsWith(Mark, StringComparison.Ordinal) && JsonDocument.Parse(line[Mark.Length..]).RootElement is var json
                && json.GetProperty("type").GetString() == type)
                return json;
        throw new EndOfStreamException($"no {type}");
    }

    /// <summary>Reads until an event holds the text. Output is cut anywhere, so it is a word rather than a line.</summary>
    public async Task UntilAsync(string text)
    {
        while (await LineAsync() is { } line)
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        throw new EndOfStreamException($"no '{text}'");
    }

    /// <summary>All that comes, as text.</summary>
    public async Task<IReadOnlyList<string>> RestAsync()
    {
        var events = new List<string>();
        while (await LineAsync() is { } line)
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                events.Add(line[Mark.Length..]);
        return events;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
