using System.Runtime.CompilerServices;
using System.Text;
using Eager.Client.Transport;
using Eager.Events;

namespace Eager.Client;

/// <summary>A session: a folder, and the programs that run in it, one at a time. Disposing of it deletes it with everything that runs.</summary>
public sealed class ClientSession : IAsyncDisposable
{
    private readonly Requests _requests;

    internal ClientSession(Requests requests, string id) => (_requests, Id) = (requests, id);

    /// <summary>Its name at the server.</summary>
    public string Id { get; }

    private string Path => $"v1/sessions/{Uri.EscapeDataString(Id)}";

    /// <summary>Runs whole code and waits for its end.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The connection broke: the server ends the program then.</exception>
    public async Task<ExecutionResult> ExecuteAsync(string code, ExecutionRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        using var body = RequestBody.Of(request ?? new ExecutionRequest(), code);
        using var result = await _requests.JsonAsync(HttpMethod.Post, $"{Path}/executions", body, cancellationToken).ConfigureAwait(false);
        return ExecutionResult.Read(result.RootElement);
    }

    /// <summary>Begins an execution that takes its code in pieces.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ClientExecution> OpenAsync(ExecutionRequest? request = null, CancellationToken cancellationToken = default)
    {
        using var body = RequestBody.Of(request ?? new ExecutionRequest(), code: null);
        using var opened = await _requests.JsonAsync(HttpMethod.Post, $"{Path}/executions", body, cancellationToken).ConfigureAwait(false);
        return Execution(opened.RootElement.GetProperty("id").GetString()!);
    }

    /// <summary>An execution that exists, by its name; nothing is asked of the server.</summary>
    public ClientExecution Execution(string id) => new(_requests, $"{Path}/executions/{Uri.EscapeDataString(id)}", id);

    /// <summary>
    /// Runs code while it is produced and gives the events as they happen. The code is not enumerated further when the program wants no more of it.
    /// A caller that stops reading, and a source that fails, cut the program off: what was not certain never runs.
    /// </summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="ExecutionFaultedException">The execution ended without a summary.</exception>
    /// <exception cref="HttpRequestException">The connection broke and could not be had back.</exception>
    public async IAsyncEnumerable<SessionEvent> StreamAsync(
        IAsyncEnumerable<string> code, ExecutionRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        var execution = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feeding = FeedAsync(execution, code, stop.Token);
        var isOver = false;
        try
        {
            await foreach (var published in execution.EventsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                isOver = published is SessionCompleted;
                yield return published;
            }

            isOver = true;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (!isOver)
                await execution.TryInterruptAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (feeding.Exception is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.InnerException!);
    }

    /// <summary>What the server says of it.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<SessionDescription> DescribeAsync(CancellationToken cancellationToken = default)
    {
        using var json = await _requests.JsonAsync(HttpMethod.Get, Path, body: null, cancellationToken).ConfigureAwait(false);
        return SessionDescription.Read(json.RootElement);
    }

    /// <summary>Its files.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<IReadOnlyList<SessionFile>> ListFilesAsync(CancellationToken cancellationToken = default)
    {
        using var list = await _requests.JsonAsync(HttpMethod.Get, $"{Path}/files", body: null, cancellationToken).ConfigureAwait(false);
        return
        [
            .. list.RootElement.GetProperty("files").EnumerateArray().Select(file => new SessionFile(
                file.GetProperty("path").GetString()!, file.GetProperty("size").GetInt64(), file.GetProperty("changed").GetDateTimeOffset())),
        ];
    }

    /// <summary>Writes a file; between executions only.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task UploadAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        using var body = new StreamContent(content);
        using var response = await _requests.SendAsync(HttpMethod.Put, FilePath(path), body, accept: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a file; the caller disposes of the stream.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<Stream> DownloadAsync(string path, CancellationToken cancellationToken = default)
    {
        var response = await _requests.SendAsync(HttpMethod.Get, FilePath(path), body: null, accept: null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a file; between executions only.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task DeleteFileAsync(string path, CancellationToken cancellationToken = default)
    {
        using var response = await _requests.SendAsync(HttpMethod.Delete, FilePath(path), body: null, accept: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes it with everything that runs.</summary>
    /// <exception cref="EagerProblemException">The server refuses.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var response = await _requests.SendAsync(HttpMethod.Delete, Path, body: null, accept: null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DeleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EagerProblemException or HttpRequestException)
        {
            // It is gone already, or the server is; idle sessions end by themselves.
        }
    }

    private static async Task FeedAsync(ClientExecution execution, IAsyncEnumerable<string> code, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var piece in code.WithCancellation(cancellationToken).ConfigureAwait(false))
                if (!await execution.AppendAsync(Encoding.UTF8.GetBytes(piece), cancellationToken).ConfigureAwait(false))
                    return;
            await execution.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody would ever end the code of this execution.
            await execution.TryInterruptAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string FilePath(string path) =>
        $"{Path}/files/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
