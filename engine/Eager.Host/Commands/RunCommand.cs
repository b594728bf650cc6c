using System.CommandLine;
using Eager.Engine.Pipeline;
using Eager.Engine.Tokens.Decoding;
using Eager.Executions;
using Eager.Host.Commands.Choices;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary><c>eager run [OPTIONS] FILE</c>: executes a stream of code as it arrives.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The program; - is standard input." };

    private static readonly Argument<string[]> Arguments = new("ARGUMENTS")
    {
        Description = "The program's own arguments: everything after FILE.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Language = new("--language")
    {
        HelpName = "NAME",
        Description = "python or csharp; by default told from the file's name, else python.",
    };

    private static readonly Option<string> Backend = new("--backend")
    {
        HelpName = "NAME",
        Description = "Where the program runs: process, sandbox, jupyter, or scripted, which does what $EAGER_SCRIPT says.",
        DefaultValueFactory = _ => "process",
    };

    private static readonly Option<RunMode> Mode =
        Choice.Option("--mode", "When it runs: eager, serial, or both on the same stream.", RunMode.Eager);

    private static readonly Option<double> Rate = new("--rate")
    {
        HelpName = "TOKENS_PER_SECOND",
        Description = "Tokens a second; 0 is as fast as they come.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> TokenCharacters = new("--token-chars")
    {
        HelpName = "N",
        Description = "Characters a token.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<ErrorPolicy> OnError =
        Choice.Option("--on-error", "Interrupt the generation at once, or read on and report at the end.", ErrorPolicy.Interrupt);

    private static readonly Option<Dispatch> Dispatch =
        Choice.Option("--dispatch", "When ready statements go to the worker: auto is what suits it.", Choices.Dispatch.Auto);

    private static readonly Option<string?> Effects = new("--effects")
    {
        HelpName = "PROFILE",
        Description = "What may happen before the program is whole: sandbox, strict, paper or open; changed by class: sandbox,network=deny,time=hold. "
            + "By default sandbox where the backend can hold effects (Python), else open.",
    };

    private static readonly Option<Switch> OpenBlocks =
        Choice.Option("--open-blocks", "Run if, for, while, with and try while they arrive (Python 3.11; refused elsewhere).", Switch.Off);

    private static readonly Option<StreamFormat> Input =
        Choice.Option("--input", "What the stream holds the program in.", StreamFormat.Code, StreamFormats.Name);

    private static readonly Option<CodePlace> CodeIn =
        Choice.Option("--code-in", "Where in a provider's answer the program is: in its tool calls, or in the fences of its text.", CodePlace.Calls);

    private static readonly Option<string?> Tool = new("--tool") { HelpName = "NAME", Description = "The tool whose calls hold the program; by default any." };

    private static readonly Option<bool> Display =
        new("--display") { Description = "Show the value of a last expression, and figures, as a notebook does." };

    private static readonly Option<bool> TopLevelAwait =
        new("--top-level-await") { Description = "Allow await outside of functions, as a notebook does." };

    private static readonly Option<string?> Record = new("--record") { HelpName = "TRACE", Description = "Write what arrived and when as eager-trace/1." };

    private static readonly Option<bool> Replay =
        new("--replay") { Description = "FILE is a trace (eager-trace/1): play what arrived when it did, or a delta a token with --rate." };

    private static readonly Option<string?> Session =
        new("--session") { HelpName = "NAME", Description = "The session of the trace to play; by default its first." };

    private static readonly Option<bool> Events = new("--events") { Description = "Print events, one JSON object a line, instead of the program's output." };

    private static readonly Option<string?> Summary = new("--summary") { HelpName = "FILE", Description = "Write a summary as JSON at the end." };

    private static readonly Option<string?> Python = new("--python")
    {
        HelpName = "INTERPRETER",
        Description = "The Python interpreter; by default $EAGER_PYTHON, /usr/bin/python3, or python3 on the path.",
    };

    private static readonly Option<string?> JupyterUrl = new("--jupyter-url")
    {
        HelpName = "URL",
        Description = "The Jupyter server, whose token is $EAGER_JUPYTER_TOKEN; by default $EAGER_JUPYTER_URL, else one of our own is started.",
    };

    private static readonly Option<string?> Kernel = new("--kernel")
    {
        HelpName = "NAME",
        Description = "The Jupyter kernel; by default the server's usual one for the language.",
    };

    private static readonly Option<double?> Timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "End the program after so many seconds.",
    };

    private static readonly Option<double?> Memory = new("--memory")
    {
        HelpName = "MIB",
        Description = "End the program when it and all that it starts hold more memory.",
    };

    private static readonly Option<int?> Processes = new("--processes")
    {
        HelpName = "N",
        Description = "End the program when it has more processes at one time.",
    };

    public static Command Create()
    {
        var command = new Command("run", "Executes a stream of code as it arrives. Options come before FILE.")
        {
            File, Arguments, Language, Backend, Mode, Rate, TokenCharacters, OnError, Dispatch, Effects, OpenBlocks, Input, CodeIn, Tool, Display, TopLevelAwait,
            Record, Replay, Session, Events, Summary, Python, JupyterUrl, Kernel, Timeout, Memory, Processes,
        };
        command.SetAction((parsed, _) => RunSession.RunAsync(Understand(parsed)));
        return command;
    }

    /// <summary>Everything after FILE belongs to the program, as it does for the interpreter itself.</summary>
    public static string[] WithProgramArguments(string[] args)
    {
        if (args is not ["run", ..])
            return args;
        Option[] flags = [Display, TopLevelAwait, Events, Replay];
        for (var at = 1; at < args.Length; at++)
        {
            var arg = args[at];
            if (arg == "--")
                return args;
            if (arg == ProgramSource.StandardInput || !arg.StartsWith('-'))
                return [.. args[..at], "--", .. args[at..]];
            if (arg.StartsWith("--", StringComparison.Ordinal) && !arg.Contains('=') && !flags.Any(flag => flag.Name == arg) && arg != "--help")
                at++;
        }

        return args;
    }

    private static RunOptions Understand(ParseResult parsed)
    {
        var rate = parsed.GetValue(Rate);
        Require(rate is >= 0 and <= 1e6, "--rate takes a number from 0 to 1000000");
        var characters = parsed.GetValue(TokenCharacters);
        Require(characters is >= 1 and <= 65536, "--token-chars takes a number from 1 to 65536");
        Require(parsed.GetValue(Timeout) is null or (> 0 and <= 1e6), "--timeout takes seconds, more than 0 and at most 1000000");
        Require(parsed.GetValue(Memory) is null or (>= 1 and <= 1e7), "--memory takes MiB, from 1 to 10000000");
        Require(parsed.GetValue(Processes) is null or >= 1, "--processes takes a number from 1");
        var effects = parsed.GetValue(Effects) is { } profile ? EffectsChoice.Of(profile) : null;
        var opensBlocks = parsed.GetValue(OpenBlocks) == Switch.On;
        Require(!opensBlocks || !parsed.GetValue(TopLevelAwait), "--open-blocks on excludes --top-level-await");
        Require(!opensBlocks || effects is not { UsesPublishedGate: true }, "--open-blocks on excludes --effects paper");
        var source = ProgramSource.Of(parsed.GetRequiredValue(File));
        Require(parsed.GetValue(Replay) || parsed.GetValue(Session) is null, "--session takes --replay");
        var replay = parsed.GetValue(Replay) ? TraceFile.Session(source, parsed.GetValue(Session)) : null;
        OutputFile.Require("--summary", parsed.GetValue(Summary));
        OutputFile.Require("--record", parsed.GetValue(Record));
        return new RunOptions
        {
            Source = source,
            Replay = replay,
            Arguments = [parsed.GetRequiredValue(File), .. parsed.GetValue(Arguments) ?? []],
            Language = LanguageChoice.Of(parsed.GetValue(Language) ?? replay?.Header.Language, source).Name,
            Backend = parsed.GetRequiredValue(Backend),
            Mode = parsed.GetValue(Mode),
            Rate = rate,
            TokenCharacters = characters,
            OnError = parsed.GetValue(OnError),
            Gate = DispatchChoice.Of(parsed.GetValue(Dispatch)),
            Decoding = new DecodingOptions { Format = replay?.Header.Input ?? parsed.GetValue(Input), Place = parsed.GetValue(CodeIn), Tool = parsed.GetValue(Tool) },
            Display = parsed.GetValue(Display),
            TopLevelAwait = parsed.GetValue(TopLevelAwait),
            Effects = effects,
            OpensBlocks = opensBlocks,
            Events = parsed.GetValue(Events),
            SummaryFile = parsed.GetValue(Summary),
            TraceFile = parsed.GetValue(Record),
            Python = parsed.GetValue(Python),
            JupyterUrl = parsed.GetValue(JupyterUrl) is { } url ? Address(url) : null,
            Kernel = parsed.GetValue(Kernel),
            Limits = new ProgramLimits
            {
                Duration = parsed.GetValue(Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                MemoryBytes = parsed.GetValue(Memory) is { } mebibytes ? (long)(mebibytes * 1024 * 1024) : null,
                Processes = parsed.GetValue(Processes),
            },
        };
    }

    private static Uri Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UsageException($"--jupyter-url takes an http or https address, not '{url}'");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new UsageException(otherwise);
    }
}
