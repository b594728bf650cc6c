using System.Runtime.CompilerServices;
using System.Text;
using Eager.Client.Transport;
using Eager.Events;

namespace Eager.Client;

/// <summary>One program at the server that takes its code in pieces. One caller at a time appends; any number read its events.</summary>
public sealed class ClientExecution
{
    private readonly Requests _requests;
    private readonly string _path;
    private long _sent;

    internal ClientExecution(Requests requests, string path, string id) => (_requests, _path, Id) = (requests, path, id);

    /// <summary>Its name at the server.</summary>
    public string Id { get; }

    /// <inheritdoc cref="AppendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<bool> AppendAsync(string code, CancellationToken cancellationToken = default) =>
        AppendAsync(Encoding.UTF8.GetBytes(code), cancellationToken);

    /// <summary>Adds code. Where the connection breaks, the server is asked what it took, so that nothing is added twice.</summary>
    /// <returns>False where the program wants no more: it failed, exited or was interrupted.</returns>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The connection broke and could not be had back.</exception>
    public Task<bool> AppendAsync(ReadOnlyMemory<byte> code, CancellationToken cancellationToken = default) =>
        WriteAsync(code, ends: false, cancellationToken);

    /// <summary>Says that the code is complete.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The connection broke and could not be had back.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => WriteAsync(ReadOnlyMemory<byte>.Empty, ends: true, cancellationToken);

    /// <summary>Interrupts the program as a keyboard would.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task InterruptAsync(CancellationToken cancellationToken = default)
    {
        using var response = await _requests.SendAsync(HttpMethod.Post, $"{_path}/interrupt", body: null, accept: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The events from a number on, to the last one; a broken connection is taken up behind the last event.</summary>
    /// <param name="from">Number of the first event.</param>
    /// <param name="cancellationToken">Stops reading; the program goes on.</param>
    /// <exception cref="EagerProblemException">The server refuses, or does not keep events that old any more.</exception>
    /// <exception cref="ExecutionFaultedException">The execution ended without a summary.</exception>
    /// <exception cref="HttpRequestException">The connection broke and could not be had back.</exception>
    public async IAsyncEnumerable<SessionEvent> EventsAsync(long from = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var feed = new EventFeed(_requests, $"{_path}/events", from);
        await foreach (var published in feed.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return published;
    }

    /// <summary>What it has come to.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ExecutionResult> ResultAsync(CancellationToken cancellationToken = default)
    {
        using var json = await _requests.JsonAsync(HttpMethod.Get, _path, body: null, cancellationToken).ConfigureAwait(false);
        return ExecutionResult.Read(json.RootElement);
    }

    /// <summary>Interrupts it for a caller that cannot wait for more; the session's end does the rest.</summary>
    internal async Task TryInterruptAsync()
    {
        try
        {
            await InterruptAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EagerProblemException or HttpRequestException)
        {
            // Nothing is left to interrupt.
        }
    }

    private async Task<bool> WriteAsync(ReadOnlyMemory<byte> code, bool ends, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var body = RequestBody.OfCode(code);
                using var taken = await _requests.JsonAsync(
                    HttpMethod.Post, $"{_path}/code?offset={_sent}{(ends ? "&end=true" : "")}", body, cancellationToken).ConfigureAwait(false);
                _sent += code.Length;
                return ends || taken.RootElement.GetProperty("state").GetString() == "open";
            }
            catch (EagerProblemException e) when (e.Name == "code-ended")
            {
                return false;
            }
            catch (HttpRequestException) when (attempt < _requests.Options.Retries)
            {
                await _requests.PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
                var result = await ResultAsync(cancellationToken).ConfigureAwait(false);
                if (result.State != "open")
                    return ends;
                if (!ends && result.CodeBytes == _sent + code.Length)
                {
                    _sent = result.CodeBytes;
                    return true;
                }
            }
        }
    }
}
