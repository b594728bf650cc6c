using System.CommandLine;
using System.Globalization;
using Eager.Host.Commands.Choices;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary><c>eager chunk [OPTIONS] FILE</c>: prints one JSON line a statement.</summary>
internal static class ChunkCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The program; - is standard input." };

    private static readonly Option<string?> Language = new("--language") { Description = "By default told from the file's name, else python." };

    private static readonly Option<string?> Feed = new("--feed") { Description = "Bytes a step, or random:SEED; by default as they come." };

    public static Command Create()
    {
        var command = new Command("chunk", "Prints one JSON line a statement.") { File, Language, Feed };
        command.SetAction(parsed =>
        {
            var source = ProgramSource.Of(parsed.GetRequiredValue(File));
            using var text = source.Open();
            return StatementLines.Print(
                LanguageChoice.Of(parsed.GetValue(Language), source), text, Steps(parsed.GetValue(Feed)), StandardOutput.Open());
        });
        return command;
    }

    /// <summary>How many bytes each step feeds at most; null for whatever a read gives.</summary>
    private static Func<int>? Steps(string? feed)
    {
        if (feed is null)
            return null;
        if (int.TryParse(feed, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
            return () => bytes;
        if (feed.Split(':') is ["random", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            var random = new Random(seed);
            return () => random.Next(1, 65);
        }

        throw new UsageException($"--feed takes a number of bytes or random:SEED, not '{feed}'");
    }
}
