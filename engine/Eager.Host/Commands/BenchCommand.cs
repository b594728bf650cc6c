using System.CommandLine;
using System.Text.Json;
using Eager.Host.Running;
using Eager.Parsing.Measuring;

namespace Eager.Host.Commands;

/// <summary><c>eager bench detect [OPTIONS] FILE</c>: what finding statements costs, in one process, as JSON.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The program; - is standard input." };

    private static readonly Option<string?> Language = new("--language") { Description = "By default told from the file's name, else python." };

    private static readonly Option<int> TokenBytes = new("--token-bytes") { Description = "Bytes a token.", DefaultValueFactory = _ => 4 };

    private static readonly Option<int> Repeats = new("--repeats") { Description = "How often the program is fed.", DefaultValueFactory = _ => 20 };

    private static readonly Option<string?> CPython = new("--cpython")
    {
        Description = "An interpreter: measures its ast.parse of the growing prefix beside it.",
    };

    public static Command Create()
    {
        var detect = new Command("detect", "Measures statement detection: time and allocation a token, as JSON.") { File, Language, TokenBytes, Repeats, CPython };
        detect.SetAction(async (parsed, cancellation) =>
        {
            var options = new DetectionOptions(parsed.GetValue(TokenBytes), parsed.GetValue(Repeats));
            if (options is not { TokenBytes: > 0, Repeats: > 0 })
                throw new UsageException("--token-bytes and --repeats take numbers of at least 1");
            var source = ProgramSource.Of(parsed.GetRequiredValue(File));
            using var text = source.Open();
            using var whole = new MemoryStream();
            text.CopyTo(whole);
            var result = DetectionBenchmark.Measure(
                LanguageChoice.Of(parsed.GetValue(Language), source), whole.GetBuffer().AsSpan(0, (int)whole.Length), options, TimeProvider.System);
            var json = JsonSerializer.SerializeToNode(result)!.AsObject();
            if (parsed.GetValue(CPython) is { } python && source.Path is { } path)
                json["cpython_prefix_ns_per_token"] =
                    await CPythonPrefixBenchmark.MeasureAsync(python, path, options.TokenBytes, cancellation).ConfigureAwait(false);
            Console.Out.WriteLine(json.ToJsonString());
        });
        return new Command("bench", "Measures parts of the product.") { detect };
    }
}
