using System.Collections.Concurrent;
using Eager.LoadTests.Playing;
using Eager.LoadTests.Programs;
using Eager.LoadTests.Scenarios.Catalog;
using Eager.LoadTests.Sessions;
using Eager.LoadTests.Targets;
using Eager.NBomber;
using Eager.Parsing;
using NBomber.CSharp;

if (args is not [var address, .. var names] || !Uri.TryCreate(address, UriKind.Absolute, out var server))
{
    Console.Error.WriteLine("usage: Eager.NBomber URL [SCENARIO...]: loads a running 'eager serve'");
    return 64;
}

using var clock = new TokenClock(TimeProvider.System);
var target = new ServerTarget(server, "process", Environment.GetEnvironmentVariable("EAGER_API_KEY"));
await using (target.ConfigureAwait(false))
{
    var arrivals = new ConcurrentDictionary<LoadProgram, TimeSpan[]>();
    var run = new StreamRun(target, clock, program => arrivals.GetOrAdd(program, one => one.Arrivals(LanguageRegistry.Find(one.Language)!)), TimeProvider.System);
    var scenarios = ScenarioCatalog.Create(new TokenSettings(), []).Where(scenario => names.Length == 0 || names.Contains(scenario.Name));
    NBomberRunner.RegisterScenarios([.. scenarios.Select(scenario => new ScenarioAdapter(scenario, run, TimeProvider.System, seed: 1).Create())]).Run();
}

return 0;
