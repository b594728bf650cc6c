using System.Diagnostics.Metrics;
using System.Globalization;
using Eager.Chat;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Eager.ChatSamples;

/// <summary>
/// How long a function call waits for its result, with eager execution and with the plain function-invoking client: the same tool, the same answers
/// at the same rate, one after the other.
/// </summary>
internal static class OverlapBenchmark
{
    /// <summary>One second of work in ten parts, the last of them right before the end.</summary>
    private static readonly string Work = "import time\n" + string.Concat(Enumerable.Range(1, 10).Select(
        part => $"time.sleep(0.1)\nprint('part {part} of the work is done')\n"));

    public static async Task RunAsync(int repeats, double rate, TextWriter table)
    {
        var replay = new ReplayOptions { Answers = [new ProgramAnswer("work", Work), new TextAnswer("done", "Done.")], Rate = rate };
        var server = await ReplayServer.StartAsync(replay).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
            builder.Services.AddEager();
            using var host = builder.Build();
            await host.StartAsync().ConfigureAwait(false);
            await table.WriteLineAsync("| API | client | last delta to function result, ms (median, worst) | optimum, ms | above the optimum, ms |").ConfigureAwait(false);
            await table.WriteLineAsync("| --- | --- | --- | --- | --- |").ConfigureAwait(false);
            foreach (var api in Enum.GetValues<ChatApi>())
            {
                foreach (var eager in new[] { false, true })
                {
                    var waits = new List<(double Wait, double Optimum)>();
                    await MeasureAsync(host.Services, api, server.Address, eager).ConfigureAwait(false);
                    for (var i = 0; i < repeats; i++)
                        waits.Add(await MeasureAsync(host.Services, api, server.Address, eager).ConfigureAwait(false));
                    await table.WriteLineAsync(Row(api, eager, waits)).ConfigureAwait(false);
                }
            }

            await host.StopAsync().ConfigureAwait(false);
        }
    }

    private static string Row(ChatApi api, bool eager, List<(double Wait, double Optimum)> waits)
    {
        var median = Median(waits.Select(one => one.Wait));
        var (optimum, above) = eager
            ? (Text(Median(waits.Select(one => one.Optimum))), Text(Median(waits.Select(one => one.Wait - one.Optimum))))
            : ("", "");
        return $"| {api} | {(eager ? "eager" : "plain")} | {Text(median)}, {Text(waits.Max(one => one.Wait))} | {optimum} | {above} |";
    }

    /// <summary>Milliseconds that the function's result took, and the least that any schedule could have reached.</summary>
    private static async Task<(double Wait, double Optimum)> MeasureAsync(IServiceProvider services, ChatApi api, Uri server, bool eager)
    {
        using var provider = ProviderClients.Create(api, server, "replay", "none");
        using var clock = new ArrivalClock(provider);
        var builder = new ChatClientBuilder(clock).UseFunctionInvocation();
        using var client = (eager ? builder.UseEagerExecution() : builder).Build(services);
        var options = new ChatOptions { Tools = [services.GetRequiredService<CodeTool>()] };
        var optimum = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "eager.chat.exposed.optimum")
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => optimum = seconds * 1000);
        listener.Start();
        var wait = 0.0;
        await foreach (var update in client.GetStreamingResponseAsync("work", options).ConfigureAwait(false))
        {
            if (update.Contents.OfType<FunctionResultContent>().SingleOrDefault() is not { } result)
                continue;
            wait = TimeProvider.System.GetElapsedTime(clock.LastDelta).TotalMilliseconds;
            if (result.Result?.ToString()?.EndsWith("part 10 of the work is done", StringComparison.Ordinal) != true)
                throw new InvalidOperationException($"the program did not run whole: {result.Result}");
        }

        return (wait, optimum);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static string Text(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
