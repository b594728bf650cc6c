using System.CommandLine;
using Eager.Executions;

namespace Eager.Host.Commands.Choices;

/// <summary>What a program may take: the options of <c>run</c> that say so.</summary>
internal static class LimitChoices
{
    private const double MostSeconds = 1e6;
    private const double MostMiB = 1e7;
    private const double MiB = 1024 * 1024;

    private static readonly Option<double?> Timeout = Of<double?>("--timeout", "SECONDS", "End the program after so many seconds.");

    private static readonly Option<double?> StatementTimeout =
        Of<double?>("--statement-timeout", "SECONDS", "Interrupt a statement that takes longer, and end the program where that does not help.");

    private static readonly Option<double?> BatchTimeout = Of<double?>("--batch-timeout", "SECONDS", "The same for statements that are sent together.");

    private static readonly Option<double?> ProcessorTime =
        Of<double?>("--cpu", "SECONDS", "End the program when it and all that it starts have taken more time on processors.");

    private static readonly Option<double?> Memory =
        Of<double?>("--memory", "MIB", "End the program when it and all that it starts hold more memory.");

    private static readonly Option<int?> Processes = Of<int?>("--processes", "N", "End the program when it has more processes at one time.");

    private static readonly Option<double?> FileSize = Of<double?>("--file-size", "MIB", "Let the program write no larger file.");

    private static readonly Option<int?> OpenFiles = Of<int?>("--open-files", "N", "Let a process open no more files.");

    private static readonly Option<double?> Output =
        Of<double?>("--output", "MIB", "Pass so much of each output stream on; the rest goes to a file, and its end is passed on at last.");

    private static readonly Option<double?> Spill = Of<double?>("--spill", "MIB", "End the program when that file is larger [default: 64].");

    private static readonly Option<double?> DisplaySize = Of<double?>("--display-size", "MIB", "Leave out larger forms of what is shown.");

    public static IReadOnlyList<Option> All { get; } =
        [Timeout, StatementTimeout, BatchTimeout, ProcessorTime, Memory, Processes, FileSize, OpenFiles, Output, Spill, DisplaySize];

    /// <exception cref="UsageException">A figure is out of its range.</exception>
    public static ProgramLimits Read(ParseResult parsed) => new()
    {
        Duration = Seconds(parsed, Timeout),
        StatementDuration = Seconds(parsed, StatementTimeout),
        BatchDuration = Seconds(parsed, BatchTimeout),
        ProcessorTime = Seconds(parsed, ProcessorTime),
        MemoryBytes = Bytes(parsed, Memory, least: 1),
        Processes = Number(parsed, Processes),
        FileBytes = Bytes(parsed, FileSize),
        OpenFiles = Number(parsed, OpenFiles),
        OutputBytes = Bytes(parsed, Output),
        SpilledBytes = Bytes(parsed, Spill) ?? new ProgramLimits().SpilledBytes,
        DisplayBytes = Bytes(parsed, DisplaySize),
    };

    private static Option<T> Of<T>(string name, string unit, string description) => new(name) { HelpName = unit, Description = description };

    private static TimeSpan? Seconds(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        > 0 and <= MostSeconds and var seconds => TimeSpan.FromSeconds(seconds),
        _ => throw new UsageException($"{option.Name} takes seconds, more than 0 and at most {MostSeconds:0}"),
    };

    private static long? Bytes(ParseResult parsed, Option<double?> option, double least = 1 / MiB) => parsed.GetValue(option) switch
    {
        null => null,
        <= MostMiB and var mebibytes when mebibytes >= least => (long)(mebibytes * MiB),
        _ => throw new UsageException($"{option.Name} takes MiB, {(least < 1 ? "more than 0 and at most" : $"from {least:0} to")} {MostMiB:0}"),
    };

    private static int? Number(ParseResult parsed, Option<int?> option) =>
        parsed.GetValue(option) is null or >= 1 ? parsed.GetValue(option) : throw new UsageException($"{option.Name} takes a number from 1");
}
