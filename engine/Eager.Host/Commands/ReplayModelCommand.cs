using System.CommandLine;
using Eager.ReplayModel.Answers;
using Eager.ReplayModel.Serving;

namespace Eager.Host.Commands;

/// <summary><c>eager replay-model</c>: a local server that speaks the streaming APIs of OpenAI and Anthropic and plays answers to whoever asks.</summary>
internal static class ReplayModelCommand
{
    private static readonly Argument<string[]> Answers = new("ANSWER")
    {
        Description = "Files or folders of answers: .sse and .jsonl are recorded streams, .md is text, all else is a program.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Url = new("--urls")
    {
        HelpName = "URL",
        Description = "Where to listen; port 0 takes a free one.",
        DefaultValueFactory = _ => "http://127.0.0.1:0",
    };

    private static readonly Option<double> Rate = new("--rate") { HelpName = "TOKENS_PER_SECOND", Description = "Tokens a second; 0 is as fast as they can be sent." };

    private static readonly Option<int> TokenCharacters = new("--token-chars")
    {
        HelpName = "N",
        Description = "Characters a token.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<double> Jitter = new("--jitter") { HelpName = "SHARE", Description = "How much the time between tokens varies, from 0 to 1." };

    private static readonly Option<int> Seed = new("--seed") { HelpName = "N", Description = "Makes the jitter repeatable.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> Fault = new("--fault")
    {
        HelpName = "KIND[@EVENTS]",
        Description = "stall, cut, malformed, 429 or 500, in every answer; the request header x-eager-fault asks for one in a single answer.",
    };

    public static Command Create()
    {
        var command = new Command("replay-model", "Plays recorded or made answers over the streaming APIs of OpenAI and Anthropic, for tests and load tests.")
        {
            Answers, Url, Rate, TokenCharacters, Jitter, Seed, Fault,
        };
        command.SetAction((parsed, cancellation) => RunAsync(Understand(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        var server = await ReplayServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            Console.Out.WriteLine($"listening on {server.Address} with {options.Answers.Count} answers; Ctrl-C ends it");
            await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }

        return ExitStatus.Success;
    }

    private static ReplayOptions Understand(ParseResult parsed)
    {
        try
        {
            var options = new ReplayOptions
            {
                Url = parsed.GetRequiredValue(Url),
                Answers = [.. parsed.GetRequiredValue(Answers).SelectMany(Files).Select(ModelAnswer.Read)],
                Rate = parsed.GetValue(Rate),
                TokenCharacters = parsed.GetValue(TokenCharacters),
                Jitter = parsed.GetValue(Jitter),
                Seed = parsed.GetValue(Seed),
                Fault = parsed.GetValue(Fault) is { } fault ? ReplayModel.Serving.Fault.Parse(fault) : null,
            };
            Require(options.Rate is >= 0 and <= 1e6, "--rate takes a number from 0 to 1000000");
            Require(options.TokenCharacters is >= 1 and <= 65536, "--token-chars takes a number from 1 to 65536");
            Require(options.Jitter is >= 0 and <= 1, "--jitter takes a number from 0 to 1");
            Require(Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme == "http", "--urls takes an address such as http://127.0.0.1:8081");
            Require(options.Answers.Count > 0, "there is no answer in these folders");
            return options;
        }
        catch (Exception exception) when (exception is FormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [path];

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new UsageException(otherwise);
    }
}
