using Eager.LoadTests.Programs;

namespace Eager.LoadTests.Scenarios.Catalog;

/// <summary>Every scenario that the product has.</summary>
public static class ScenarioCatalog
{
    /// <summary>Makes all scenarios, in the order in which they are listed.</summary>
    /// <param name="tokens">How programs that have no times of their own arrive.</param>
    /// <param name="programs">What <c>replay</c> plays; without any there is no such scenario.</param>
    public static IReadOnlyList<ILoadScenario> Create(TokenSettings tokens, IReadOnlyList<LoadProgram> programs)
    {
        ArgumentNullException.ThrowIfNull(programs);
        ILoadScenario[] known =
        [
            new TokenFlood(tokens),
            new ManySessions(tokens),
            new SlowBackend(tokens),
            new CrashingWorkers(tokens),
            new Bursts(tokens),
            new LongStreams(tokens),
            new Stampede(tokens),
            new CancellingClients(tokens),
            new Runaways(tokens),
            new MixedLanguages(tokens),
        ];
        return programs.Count > 0 ? [.. known, new Replay(programs)] : known;
    }
}
