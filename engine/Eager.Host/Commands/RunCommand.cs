using System.CommandLine;
using Eager.Effects;
using Eager.Engine.Pipeline;
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
        Description = "python; by default told from the file's name, else python.",
    };

    private static readonly Option<string> Backend = new("--backend")
    {
        HelpName = "NAME",
        Description = "Where the program runs: process.",
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

    private static readonly Option<string> Effects = new("--effects")
    {
        HelpName = "PROFILE",
        Description = "What may happen before the program is whole: sandbox, strict, paper or open; changed by class: sandbox,network=deny,time=hold.",
        DefaultValueFactory = _ => EffectProfile.Sandbox.Name,
    };

    private static readonly Option<string> Input = new("--input")
    {
        HelpName = "FORMAT",
        Description = "What the stream holds; this build reads code.",
        DefaultValueFactory = _ => "code",
    };

    private static readonly Option<bool> Display = new("--display") { Description = "Show the value of a last expression; not in this build." };

    private static readonly Option<string?> Record = new("--record") { HelpName = "TRACE", Description = "Write what arrived and when as eager-trace/1." };

    private static readonly Option<bool> Events = new("--events") { Description = "Print events, one JSON object a line, instead of the program's output." };

    private static readonly Option<string?> Summary = new("--summary") { HelpName = "FILE", Description = "Write a summary as JSON at the end." };

    private static readonly Option<string?> Python = new("--python")
    {
        HelpName = "INTERPRETER",
        Description = "The Python interpreter; by default $EAGER_PYTHON, /usr/bin/python3, or python3 on the path.",
    };

    public static Command Create()
    {
        var command = new Command("run", "Executes a stream of code as it arrives. Options come before FILE.")
        {
            File, Arguments, Language, Backend, Mode, Rate, TokenCharacters, OnError, Effects, Input, Display, Record, Events, Summary, Python,
        };
        command.SetAction((parsed, _) => RunSession.RunAsync(Understand(parsed)));
        return command;
    }

    /// <summary>Everything after FILE belongs to the program, as it does for the interpreter itself.</summary>
    public static string[] WithProgramArguments(string[] args)
    {
        if (args is not ["run", ..])
            return args;
        Option[] flags = [Display, Events];
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
        Require(parsed.GetValue(Input) == "code", $"this build cannot read '--input {parsed.GetValue(Input)}', only 'code'");
        Require(!parsed.GetValue(Display), "--display is not in this build");
        var rate = parsed.GetValue(Rate);
        Require(rate is >= 0 and <= 1e6, "--rate takes a number from 0 to 1000000");
        var characters = parsed.GetValue(TokenCharacters);
        Require(characters is >= 1 and <= 65536, "--token-chars takes a number from 1 to 65536");
        var source = ProgramSource.Of(parsed.GetRequiredValue(File));
        OutputFile.Require("--summary", parsed.GetValue(Summary));
        OutputFile.Require("--record", parsed.GetValue(Record));
        return new RunOptions
        {
            Source = source,
            Arguments = [parsed.GetRequiredValue(File), .. parsed.GetValue(Arguments) ?? []],
            Language = LanguageChoice.Of(parsed.GetValue(Language), source).Name,
            Backend = parsed.GetRequiredValue(Backend),
            Mode = parsed.GetValue(Mode),
            Rate = rate,
            TokenCharacters = characters,
            OnError = parsed.GetValue(OnError),
            Effects = EffectsChoice.Of(parsed.GetRequiredValue(Effects)),
            Events = parsed.GetValue(Events),
            SummaryFile = parsed.GetValue(Summary),
            TraceFile = parsed.GetValue(Record),
            Python = parsed.GetValue(Python),
        };
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new UsageException(otherwise);
    }
}
