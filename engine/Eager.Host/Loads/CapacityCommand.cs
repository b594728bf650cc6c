using System.CommandLine;
using System.Globalization;
using Eager.LoadTests.Capacity;
using Eager.LoadTests.Targets;

namespace Eager.Host.Loads;

/// <summary><c>eager bench capacity</c>: how many streams this machine carries at once, and what a session costs.</summary>
internal static class CapacityCommand
{
    private static readonly Option<string> Streams = new("--streams")
    {
        Description = "Concurrent streams with commas between; each is measured in turn.",
        DefaultValueFactory = _ => "10,100,1000",
    };

    private static readonly Option<double> Rate = new("--rate") { Description = "Tokens a second and stream.", DefaultValueFactory = _ => 50 };

    private static readonly Option<double> WarmUp = new("--warm-up") { Description = "Seconds before measuring.", DefaultValueFactory = _ => 5 };

    private static readonly Option<double> Duration = new("--duration") { Description = "Seconds that are measured.", DefaultValueFactory = _ => 10 };

    private static readonly Option<string> Backend = new("--backend") { Description = "Where the statements run.", DefaultValueFactory = _ => "scripted" };

    public static Command Create()
    {
        var command = new Command("capacity", "Measures concurrent token streams: latency, processor time and memory a session, as Markdown.")
        {
            Streams, Rate, WarmUp, Duration, Backend,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        int[] streams = [.. parsed.GetRequiredValue(Streams).Split(',').Select(Count)];
        var step = new CapacityOptions
        {
            Streams = 0,
            Rate = Positive(parsed.GetValue(Rate), "--rate"),
            WarmUp = TimeSpan.FromSeconds(Positive(parsed.GetValue(WarmUp), "--warm-up")),
            Duration = TimeSpan.FromSeconds(Positive(parsed.GetValue(Duration), "--duration")),
        };
        var product = await Product.StartAsync(python: null).ConfigureAwait(false);
        await using (product.ConfigureAwait(false))
        {
            var target = new EngineTarget(product.Engine, parsed.GetRequiredValue(Backend), Environment.CurrentDirectory);
            await using (target.ConfigureAwait(false))
            {
                var probe = new CapacityProbe(product.Engine, target, TimeProvider.System);
                CapacityTable.WriteHead(Console.Out);
                foreach (var count in streams)
                    CapacityTable.WriteRow(Console.Out, await probe.RunAsync(step with { Streams = count }, cancellation).ConfigureAwait(false));
            }
        }

        return ExitStatus.Success;
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
        ? count
        : throw new UsageException($"--streams takes numbers from 1 to 100000 with commas between, not '{text}'");

    private static double Positive(double value, string option) =>
        value is > 0 and <= 1e6 ? value : throw new UsageException($"{option} takes a number above 0");
}
