namespace Eager.Chat.Tests;

/// <summary>Passes requests on and keeps their bodies.</summary>
internal sealed class RequestBodies() : DelegatingHandler(new HttpClientHandler())
{
    public List<string> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.LoadIntoBufferAsync(cancellationToken);
        Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
