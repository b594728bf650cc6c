using System.CommandLine;
using Eager.Engine.Tokens.Decoding;
using Eager.Engine.Traces;
using Eager.Engine.Traces.Importing;
using Eager.Host.Commands.Choices;
using Eager.Host.Running;
using Eager.Parsing;
using Eager.Statements;

namespace Eager.Host.Commands.Traces;

/// <summary><c>eager trace import</c>: recorded answers, or arrivals of requests, as a trace of code.</summary>
internal static class ImportCommand
{
    private const string Mooncake = "mooncake";
    private const string Trace = "trace";

    private static readonly Argument<string[]> Files = new("FILE") { Description = "What to read; - is standard input.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> From = new("--from")
    {
        HelpName = "FORMAT",
        Description = $"What the files are. Answers as a provider sent them: {string.Join(", ", StreamFormats.Names)}; "
            + $"{Trace}: traces of such answers; {Mooncake}: arrivals of requests with their output_length.",
        DefaultValueFactory = _ => StreamFormats.Name(StreamFormat.Auto),
    };

    private static readonly Option<double> Rate = new("--rate")
    {
        HelpName = "TOKENS_PER_SECOND",
        Description = "Tokens a second where the input has no clock; an event of an answer is a token.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<string?> Language = new("--language") { HelpName = "NAME", Description = "Language of the programs; by default python." };

    private static readonly Option<string?> Tool = new("--tool") { HelpName = "NAME", Description = "The tool whose calls hold the program; by default any." };

    private static readonly Option<CodePlace> CodeIn =
        Choice.Option("--code-in", "Where in an answer the program is: in its tool calls, or in the fences of its text.", CodePlace.Calls);

    private static readonly Option<string[]> Members = new("--members")
    {
        HelpName = "NAMES",
        Description = "Members of a call's arguments that hold code, with commas between.",
        DefaultValueFactory = _ => [.. DecodingOptions.UsualMembers],
        CustomParser = given => given.Tokens[0].Value.Split(','),
    };

    private static readonly Option<string?> Programs = new("--programs") { HelpName = "FOLDER", Description = $"The programs that {Mooncake}'s answers are." };

    private static readonly Option<string?> Lengths = new("--token-lengths")
    {
        HelpName = "TRACE",
        Description = $"Cut {Mooncake}'s programs into tokens of the lengths that this trace's have; by default of 4 characters.",
    };

    private static readonly Option<string?> Output = new("--output", "-o") { HelpName = "TRACE", Description = "Where the trace goes; by default to standard output." };

    public static Command Create()
    {
        var command = new Command("import", "Makes a trace of recorded answers, or of arrivals of requests.")
        {
            Files, From, Rate, Language, Tool, CodeIn, Members, Programs, Lengths, Output,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Rate) is not (> 0 and <= 1e6))
            throw new UsageException("--rate takes a number above 0, up to 1000000");
        var language = LanguageChoice.Of(parsed.GetValue(Language), ProgramSource.Of(ProgramSource.StandardInput));
        var sources = parsed.GetRequiredValue(Files).Select(ProgramSource.Of).ToArray();
        OutputFile.Require("--output", parsed.GetValue(Output));
        var sessions = await SessionsAsync(parsed, sources, language, cancellationToken).ConfigureAwait(false);
        using var target = new BufferedStream(parsed.GetValue(Output) is { } path ? File.Create(path) : StandardOutput.Open());
        var writer = new TraceWriter(target);
        foreach (var session in sessions)
        {
            writer.Write(session);
            if (session.CutOff is { } reason)
                Complaint.Write($"eager: {session.Header.Session}: {reason}");
        }

        return ExitStatus.Success;
    }

    private static async Task<IReadOnlyList<TracedSession>> SessionsAsync(
        ParseResult parsed, IReadOnlyList<ProgramSource> sources, ILanguage language, CancellationToken cancellationToken)
    {
        var from = parsed.GetRequiredValue(From);
        var rate = parsed.GetValue(Rate);
        if (from == Mooncake)
            return Arrivals(parsed, sources, language, rate);
        var decoding = new DecodingOptions
        {
            Place = parsed.GetValue(CodeIn),
            Tool = parsed.GetValue(Tool),
            Members = parsed.GetRequiredValue(Members),
            Languages = [language.Name, .. language.Aliases],
        };
        if (from == Trace)
            return [.. sources.SelectMany(TraceFile.Read).Select(session => TraceDecoding.Decode(session, decoding))];
        if (!StreamFormats.TryParse(from, out var format))
            throw new UsageException($"--from knows no '{from}'; known: {string.Join(", ", StreamFormats.Names)}, {Trace}, {Mooncake}");
        var sessions = new List<TracedSession>();
        foreach (var source in sources)
        {
            using var capture = source.Open();
            var header = new TraceHeader(Path.GetFileName(source.Name), TraceHeader.Epoch, language.Name, format);
            sessions.Add(TraceDecoding.Decode(await StreamCapture.ReadAsync(header, capture, rate, cancellationToken).ConfigureAwait(false), decoding));
        }

        return sessions;
    }

    private static TracedSession[] Arrivals(ParseResult parsed, IReadOnlyList<ProgramSource> sources, ILanguage language, double rate)
    {
        var folder = parsed.GetValue(Programs) ?? throw new UsageException($"--from {Mooncake} takes --programs: arrivals hold no code");
        if (!Directory.Exists(folder))
            throw new UsageException($"--programs: no such folder: {folder}");
        (string, ReadOnlyMemory<byte>)[] programs =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => LanguageRegistry.FindByFile(file) == language)
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(folder, file), (ReadOnlyMemory<byte>)File.ReadAllBytes(file))),
        ];
        if (programs.Length == 0)
            throw new UsageException($"--programs: {folder} holds no {language.Name} program");
        var lengths = TraceFile.Lengths(parsed.GetValue(Lengths));
        return [.. sources.SelectMany(source => ArrivalTrace.Sessions(Requests(source), programs, language.Name, lengths, rate))];
    }

    private static IEnumerable<ModelArrival> Requests(ProgramSource source)
    {
        using var file = source.Open();
        try
        {
            return [.. ArrivalTrace.Read(file)];
        }
        catch (TraceException e)
        {
            throw new UsageException($"{source.Name} is no trace of arrivals: {e.Message}");
        }
    }
}
