using System.CommandLine;
using Eager.Effects;
using Eager.Engine.Statements;
using Eager.Executions;

namespace Eager.Host.Commands.Choices;

/// <summary><c>--speculate</c>, and what it goes together with.</summary>
internal static class SpeculationChoice
{
    public static Option<bool> Option { get; } = new("--speculate")
    {
        Description = "Python: run the body of def main(): while it arrives, from a checkpoint, with output held; what turns out otherwise is run again from there.",
    };

    /// <exception cref="UsageException">It was asked for where it cannot be.</exception>
    public static bool Read(ParseResult parsed, string language, EffectProfile? effects, BlockOpening blocks, bool awaits, ProgramLimits limits)
    {
        if (!parsed.GetValue(Option))
            return false;
        if (language != "python")
            throw new UsageException($"--speculate is for python, not for {language}");
        if (blocks == BlockOpening.Never)
            throw new UsageException("--speculate excludes --open-blocks off");
        if (awaits)
            throw new UsageException("--speculate excludes --top-level-await");
        if (effects is { Holds: false })
            throw new UsageException($"--speculate takes a profile that holds effects, not --effects {effects.Name}");
        if (limits is not { ProcessorTime: null, MemoryBytes: null, Processes: null })
            throw new UsageException("--speculate excludes --cpu, --memory and --processes: the checkpoint counts as well");
        return true;
    }
}
