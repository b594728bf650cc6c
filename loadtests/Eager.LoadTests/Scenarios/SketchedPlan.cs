using Eager.LoadTests.Programs;
using Eager.LoadTests.Sessions;

namespace Eager.LoadTests.Scenarios;

/// <summary>Plans for programs whose output is known.</summary>
internal static class SketchedPlan
{
    /// <param name="sketch">The program.</param>
    /// <param name="name">Its name in reports.</param>
    /// <param name="tokens">How it arrives.</param>
    /// <param name="rate">Tokens a second; that of the settings where null.</param>
    public static StreamPlan Of(ProgramSketch sketch, string name, TokenSettings tokens, double? rate = null) =>
        new(sketch.Build(name, tokens, rate)) { Output = sketch.Output };
}
