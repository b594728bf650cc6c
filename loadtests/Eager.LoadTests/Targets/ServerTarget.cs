using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Targets;

/// <summary>A running <c>eager serve</c>: a session and one execution over a WebSocket for each client.</summary>
public sealed class ServerTarget : ILoadTarget
{
    private readonly Uri _address;
    private readonly string _backend;
    private readonly string? _key;
    private readonly HttpClient _http;

    /// <param name="address">Its address.</param>
    /// <param name="backend">Name of the backend that is asked for.</param>
    /// <param name="key">Its API key; null for none.</param>
    public ServerTarget(Uri address, string backend, string? key)
    {
        (_address, _backend, _key) = (address, backend, key);
        _http = new HttpClient { BaseAddress = address };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <inheritdoc/>
    public string Name => $"{_address}, backend {_backend}";

    /// <inheritdoc/>
    public async ValueTask<ILoadSession> OpenAsync(LoadProgram program, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            var id = await CreateAsync(program, cancellationToken).ConfigureAwait(false);
            return await ConnectAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or WebSocketException or JsonException)
        {
            throw new LoadTargetException($"{_address}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> CreateAsync(LoadProgram program, CancellationToken cancellationToken)
    {
        var wanted = new JsonObject { ["language"] = program.Language, ["backend"] = _backend, ["effects"] = "open" };
        using var response = await _http.PostAsJsonAsync("/v1/sessions", wanted, cancellationToken).ConfigureAwait(false);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? answer.GetProperty("id").GetString()!
            : throw new LoadTargetException($"{_address} refused a session: {(answer.TryGetProperty("detail", out var detail) ? detail.GetString() : null) ?? response.ReasonPhrase}");
    }

    private async Task<ILoadSession> ConnectAsync(string id, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            if (_key is not null)
                socket.Options.SetRequestHeader("Authorization", $"Bearer {_key}");
            var address = new UriBuilder(new Uri(_address, $"/v1/sessions/{id}/executions")) { Scheme = _address.Scheme == "https" ? "wss" : "ws" };
            await socket.ConnectAsync(address.Uri, cancellationToken).ConfigureAwait(false);
            return new ServerSession(socket, _http, id);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
