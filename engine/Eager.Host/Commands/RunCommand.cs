using System.CommandLine;
using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Engine.Tokens.Decoding;
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
        Description = "What may happen before the program is whole: sandbox, strict, paper or open; changed by class: sandbox,network=deny,write_inside=stage. "
            + "By default sandbox where the backend can hold effects (process and sandbox), else open.",
    };

    private static readonly Option<BlockOpening> OpenBlocks = Choice.Option(
        "--open-blocks",
        "Run if, for, while, with and try while they arrive: auto is where the backend can (CPython 3.11 to 3.13), on is refused where it cannot.",
        BlockOpening.WherePossible,
        OpenBlocksWord);

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

    private static readonly Option<Switch> Pool = Choice.Option("--pool", "Have workers ready before the program begins to arrive, as a server has.", Switch.Off);

    public static Command Create()
    {
        var command = new Command("run", "Executes a stream of code as it arrives. Options come before FILE.")
        {
            File, Arguments, Language, Backend, Mode, Rate, TokenCharacters, OnError, Dispatch, Effects, OpenBlocks, SpeculationChoice.Option, Input, CodeIn, Tool, Display, TopLevelAwait,
            Record, Replay, Session, Events, Summary, Python, JupyterUrl, Kernel, Pool,
        };
        foreach (var limit in LimitChoices.All)
            command.Options.Add(limit);
        command.SetAction((parsed, _) => RunSession.RunAsync(Understand(parsed)));
        return command;
    }

    /// <summary>Everything after FILE belongs to the program, as it does for the interpreter itself.</summary>
    public static string[] WithProgramArguments(string[] args)
    {
        if (args is not ["run", ..])
            return args;
        Option[] flags = [Display, TopLevelAwait, SpeculationChoice.Option, Events, Replay];
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
        var effects = parsed.GetValue(Effects) is { } profile ? EffectsChoice.Of(profile) : null;
        var blocks = parsed.GetValue(OpenBlocks);
        var opensBlocks = blocks == BlockOpening.Required;
        Require(!opensBlocks || !parsed.GetValue(TopLevelAwait), "--open-blocks on excludes --top-level-await");
        Require(!opensBlocks || effects is not { UsesPublishedGate: true }, "--open-blocks on excludes --effects paper");
        var source = ProgramSource.Of(parsed.GetRequiredValue(File));
        Require(parsed.GetValue(Replay) || parsed.GetValue(Session) is null, "--session takes --replay");
        var replay = parsed.GetValue(Replay) ? TraceFile.Session(source, parsed.GetValue(Session)) : null;
        OutputFile.Require("--summary", parsed.GetValue(Summary));
        OutputFile.Require("--record", parsed.GetValue(Record));
        var language = LanguageChoice.Of(parsed.GetValue(Language) ?? replay?.Header.Language, source).Name;
        var limits = LimitChoices.Read(parsed);
        return new RunOptions
        {
            Source = source,
            Replay = replay,
            Arguments = [parsed.GetRequiredValue(File), .. parsed.GetValue(Arguments) ?? []],
            Language = language,
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
            Blocks = blocks,
            Speculates = SpeculationChoice.Read(parsed, language, effects, blocks, parsed.GetValue(TopLevelAwait), limits),
            Events = parsed.GetValue(Events),
            SummaryFile = parsed.GetValue(Summary),
            TraceFile = parsed.GetValue(Record),
            Python = parsed.GetValue(Python),
            JupyterUrl = parsed.GetValue(JupyterUrl) is { } url ? Address(url) : null,
            Kernel = parsed.GetValue(Kernel),
            Pool = parsed.GetValue(Pool) == Switch.On,
            Limits = limits,
        };
    }

    private static string OpenBlocksWord(BlockOpening blocks) => blocks switch
    {
        BlockOpening.Required => "on",
        BlockOpening.Never => "off",
        _ => "auto",
    };

    private static Uri Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UsageException($"--jupyter-url takes an http or https address, not '{url}'");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new UsageException(otherwise);
    }
}
