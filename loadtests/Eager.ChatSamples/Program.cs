using System.Globalization;
using Eager.ChatSamples;

// Prints the table of docs/chat-clients.md: dotnet run -c Release --project loadtests/Eager.ChatSamples [REPEATS [TOKENS_PER_SECOND]]
var repeats = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var rate = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 50;
await OverlapBenchmark.RunAsync(repeats, rate, Console.Out).ConfigureAwait(false);
