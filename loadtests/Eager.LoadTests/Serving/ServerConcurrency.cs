using System.Net.Http.Json;
using System.Text.Json;

namespace Eager.LoadTests.Serving;

/// <summary>
/// Many sessions stream code to a server at one time. Tokens are due at fixed times, evenly spread over the sessions, and lateness counts from
/// there: what is late because the server was busy delays no later measurement, and hides none.
/// </summary>
public static class ServerConcurrency
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <summary>What the server's <c>EAGER_SCRIPT</c> has to say for its output to be counted.</summary>
    public static string Script => SentProgram.Script;

    /// <summary>Loads a server.</summary>
    /// <param name="server">Its address; it takes so many sessions and requests.</param>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServingResult> RunAsync(Uri server, ServingOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var program = new SentProgram(options);
        using var http = new HttpClient { BaseAddress = server };
        var sessions = new List<LoadedSession>();
        var ids = new List<string>();
        try
        {
            for (var i = 0; i < options.Sessions; i++)
            {
                ids.Add(await CreateAsync(http, options, cancellationToken).ConfigureAwait(false));
                sessions.Add(new LoadedSession(program, time));
                await sessions[^1].ConnectAsync(SocketOf(server, ids[^1]), cancellationToken).ConfigureAwait(false);
            }

            var start = time.GetTimestamp();
            var sending = await SendAsync(sessions, options, start, time, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(sessions.Select(session => session.EndAsync(cancellationToken))).WaitAsync(Drain, time, cancellationToken).ConfigureAwait(false);
            return Result(sessions, program, options, start, sending, time);
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
            await Task.WhenAll(ids.Select(id => http.DeleteAsync(new Uri($"v1/sessions/{id}", UriKind.Relative), CancellationToken.None))).ConfigureAwait(false);
        }
    }

    internal static Uri SocketOf(Uri server, string session) =>
        new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = $"/v1/sessions/{session}/executions" }.Uri;

    internal static async Task<string> CreateAsync(HttpClient http, ServingOptions options, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("v1/sessions", new { backend = options.Backend }, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        return json.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Token n of all is due n / (sessions · rate) after the start and belongs to session n mod sessions.</summary>
    private static async Task<List<double>> SendAsync(
        List<LoadedSession> sessions, ServingOptions options, long start, TimeProvider time, CancellationToken cancellationToken)
    {
        var late = new List<double>();
        var total = sessions.Count * options.Rate;
        var tokens = (long)(total * options.Duration.TotalSeconds);
        using var timer = new PeriodicTimer(Tick, time);
        for (long next = 0; next < tokens;)
        {
            var now = time.GetElapsedTime(start).TotalSeconds;
            for (; next < tokens && next / total <= now; next++)
            {
                _ = sessions[(int)(next % sessions.Count)].SendNextAsync(cancellationToken);
                if (next / total >= options.WarmUp.TotalSeconds)
                    late.Add((time.GetElapsedTime(start).TotalSeconds - (next / total)) * 1000);
            }

            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }

        return late;
    }

    private static ServingResult Result(
        List<LoadedSession> sessions, SentProgram program, ServingOptions options, long start, List<double> sending, TimeProvider time)
    {
        var (released, output) = (new List<double>(), new List<double>());
        var missing = 0;
        for (var i = 0; i < sessions.Count; i++)
        {
            var session = sessions[i];
            var offset = i / (sessions.Count * options.Rate);
            void Count(IReadOnlyList<(int Statement, long At)> heard, List<double> late)
            {
                foreach (var (statement, at) in heard)
                {
                    var due = offset + (program.LastTokenOf(statement) / options.Rate);
                    if (due >= options.WarmUp.TotalSeconds && program.LastTokenOf(statement) < session.Sent)
                        late.Add((time.GetElapsedTime(start, at).TotalSeconds - due) * 1000);
                }
            }

            Count(session.Released, released);
            Count(session.Output, output);
            missing += Math.Max(0, (int)(session.Sent / options.StatementTokens) - session.Released.Count);
        }

        return new ServingResult(released, output, sending, missing);
    }
}
