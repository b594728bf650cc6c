using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Eager.LoadTests.Serving;

namespace Eager.Host.Commands;

/// <summary><c>eager bench serve</c>: how late events are at clients of a server under load. The server is a process of its own.</summary>
internal static class BenchServeCommand
{
    private static readonly Option<Uri?> Url = new("--url") { Description = "A server that runs already; by default one is started.", CustomParser = given => new Uri(given.Tokens[0].Value) };

    private static readonly Option<int> Sessions = new("--sessions") { Description = "Sessions at one time.", DefaultValueFactory = _ => 500 };

    private static readonly Option<double> Rate = new("--rate") { Description = "Tokens a second of each session.", DefaultValueFactory = _ => 50 };

    private static readonly Option<int> StatementTokens = new("--statement-tokens") { Description = "Tokens a statement, of 4 characters each.", DefaultValueFactory = _ => 10 };

    private static readonly Option<double> Seconds = new("--seconds") { Description = "How long every session sends; the first third is not counted.", DefaultValueFactory = _ => 30 };

    private static readonly Option<int> Lines = new("--lines") { Description = "Lines of output whose delay is measured with the Python worker; 0 for none.", DefaultValueFactory = _ => 300 };

    public static Command Create()
    {
        var command = new Command("serve", "Measures how late events are at clients of a server under load.") { Url, Sessions, Rate, StatementTokens, Seconds, Lines };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new ServingOptions
        {
            Sessions = parsed.GetValue(Sessions),
            Rate = parsed.GetValue(Rate),
            StatementTokens = parsed.GetValue(StatementTokens),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
            WarmUp = TimeSpan.FromSeconds(parsed.GetValue(Seconds) / 3),
        };
        if (options is not { Sessions: > 0, Rate: > 0, StatementTokens: >= 4 } || options.Duration <= TimeSpan.Zero)
            throw new UsageException("--sessions, --rate and --seconds take numbers above 0, --statement-tokens numbers of at least 4");
        if (parsed.GetValue(Url) is { } url)
        {
            await MeasureAsync(url, options, parsed.GetValue(Lines), server: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, ServerConcurrency.Script, cancellationToken).ConfigureAwait(false);
        using var server = Start(script, options.Sessions);
        try
        {
            var said = await server.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new UsageException("the server did not start");
            var address = new Uri(said.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd(';', ','));
            await MeasureAsync(address, options, parsed.GetValue(Lines), server, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            File.Delete(script);
        }
    }

    private static Process Start(string script, int sessions)
    {
        var places = sessions.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["serve", "--urls", "http://127.0.0.1:0", "--set", "RequestsPerSecond=0", "--set", $"MaxSessions={places}", "--set", $"MaxExecutions={places}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["EAGER_SCRIPT"] = script;
        var server = Process.Start(start)!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        return server;
    }

    private static async Task MeasureAsync(Uri url, ServingOptions options, int lines, Process? server, CancellationToken cancellationToken)
    {
        if (lines > 0)
        {
            await OutputDelay.MeasureAsync(url, Math.Min(lines, 50), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            ServingTable.WriteDelays(Console.Out, await OutputDelay.MeasureAsync(url, lines, TimeProvider.System, cancellationToken).ConfigureAwait(false));
            Console.Out.WriteLine();
        }

        var before = server?.TotalProcessorTime ?? TimeSpan.Zero;
        var result = await ServerConcurrency.RunAsync(url, options, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        ServingTable.Write(Console.Out, result);
        if (server is null)
            return;
        server.Refresh();
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"server: {(server.TotalProcessorTime - before).TotalSeconds:F1} s of processor time for {options.Duration.TotalSeconds:F0} s of load, {server.PeakWorkingSet64 / (1024 * 1024)} MiB at most"));
    }
}
