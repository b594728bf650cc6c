using System.CommandLine;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Eager.Host.Commands.Choices;
using Eager.Host.Loads;
using Eager.Host.Running;
using Eager.Parsing;
using Eager.Parsing.Measuring;

namespace Eager.Host.Commands;

/// <summary><c>eager bench</c>: what finding statements costs, and what sessions cost, in one process.</summary>
internal static class BenchCommand
{
    /// <summary>Longer texts are not fed more often than this: each pass takes seconds.</summary>
    private const int LongText = 1 << 20;

    private static readonly Argument<string> File = new("FILE") { Description = "The program; - is standard input." };

    private static readonly Option<string?> Language = new("--language") { Description = "By default told from the file's name, else python." };

    private static readonly Option<int> TokenBytes = new("--token-bytes") { Description = "Bytes a token.", DefaultValueFactory = _ => 4 };

    private static readonly Option<int> Repeats = new("--repeats") { Description = "How often the program is fed.", DefaultValueFactory = _ => 20 };

    private static readonly Option<string> CPython = new("--cpython")
    {
        Description = "The interpreter whose ast.parse of the growing prefix of a Python program is measured beside it.",
        DefaultValueFactory = _ => "python3",
    };

    public static Command Create() => new("bench", "Measures parts of the product.") { Detect(), Table(), BenchServeCommand.Create(), CapacityCommand.Create() };

    private static Command Detect()
    {
        var detect = new Command("detect", "Measures statement detection: time and allocation a token, as JSON.") { File, Language, TokenBytes, Repeats, CPython };
        detect.SetAction(async (parsed, cancellation) =>
        {
            var options = Options(parsed);
            var source = ProgramSource.Of(parsed.GetRequiredValue(File));
            var language = LanguageChoice.Of(parsed.GetValue(Language), source);
            var text = Read(source);
            var result = DetectionBenchmark.Measure(language, text.Span, options, TimeProvider.System);
            var json = JsonSerializer.SerializeToNode(result)!.AsObject();
            if (await PrefixAsync(parsed.GetValue(CPython)!, language.Name, text, options, cancellation).ConfigureAwait(false) is { } prefix)
            {
                json["cpython_prefix_ns_per_token"] = prefix;
                json["cpython_ratio"] = prefix / result.NsPerToken;
            }
            Console.Out.WriteLine(json.ToJsonString());
        });
        return detect;
    }

    private static Command Table()
    {
        var table = new Command("table", "Measures statement detection on a program and on shapes from 100 lines to 10 MB, as Markdown.")
        {
            File, Language, TokenBytes, Repeats, CPython,
        };
        table.SetAction(async (parsed, cancellation) =>
        {
            var options = Options(parsed);
            var source = ProgramSource.Of(parsed.GetRequiredValue(File));
            var program = new DetectionShape("the program", LanguageChoice.Of(parsed.GetValue(Language), source).Name, Read(source));
            Console.Out.WriteLine("| text | bytes | statements | ns a token | ns a byte | bytes allocated a token | ast.parse of the prefix, ns a token | times |");
            Console.Out.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var shape in DetectionShape.All.Prepend(program))
            {
                var isLong = shape.Source.Length >= LongText - (LongText / 8);
                var passes = isLong ? options with { Repeats = Math.Min(options.Repeats, 2) } : options;
                var result = DetectionBenchmark.Measure(LanguageRegistry.Find(shape.Language)!, shape.Source.Span, passes, TimeProvider.System);
                var prefix = shape.Source.Length > LongText / 2 || result.Statements <= 1
                    ? null
                    : await PrefixAsync(parsed.GetValue(CPython)!, shape.Language, shape.Source, options, cancellation).ConfigureAwait(false);
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {shape.Name} ({shape.Language}) | {shape.Source.Length:N0} | {result.Statements:N0} | {result.NsPerToken:N0} | {result.NsPerByte:N0} | {result.AllocatedBytesPerToken:0.##} | {prefix:N0} | {prefix / result.NsPerToken:N0} |"));
            }
        });
        return table;
    }

    private static DetectionOptions Options(ParseResult parsed)
    {
        var options = new DetectionOptions(parsed.GetValue(TokenBytes), parsed.GetValue(Repeats));
        return options is { TokenBytes: > 0, Repeats: > 0 }
            ? options
            : throw new UsageException("--token-bytes and --repeats take numbers of at least 1");
    }

    private static ReadOnlyMemory<byte> Read(ProgramSource source)
    {
        using var text = source.Open();
        using var whole = new MemoryStream();
        text.CopyTo(whole);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <summary>What CPython takes for the same; null for other languages, for an empty program and where there is no such interpreter.</summary>
    private static async Task<double?> PrefixAsync(
        string python, string language, ReadOnlyMemory<byte> source, DetectionOptions options, CancellationToken cancellation)
    {
        if (language != "python" || source.IsEmpty)
            return null;
        try
        {
            return await CPythonPrefixBenchmark.MeasureAsync(python, source, options.TokenBytes, cancellation).ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
