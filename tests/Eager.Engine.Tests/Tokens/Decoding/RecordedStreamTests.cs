using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Tests.Tokens.Decoding;

/// <summary>Streams that models sent, recorded from the wire, against a plain reading of their events by <see cref="JsonDocument"/>.</summary>
public sealed class RecordedStreamTests
{
    private static readonly string[] Members = ["code", "command", "file_text", "location"];

    public static TheoryData<string> Streams => [.. Files().Select(file => Path.GetRelativePath(Folder(), file))];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Recorded_stream_should_give_its_code_at_every_split(string name)
    {
        Assert.SkipWhen(name.Length == 0, "the corpus is not beside the project");
        var stream = File.ReadAllBytes(Path.Combine(Folder(), name));
        var (format, code) = Expected(name, Encoding.UTF8.GetString(stream));
        var options = new DecodingOptions { Format = format, Members = Members, Languages = ["python"] };
        var expected = new Decoded(code, code.Length == 0 ? "there is no code in the answer" : null);
        Assert.Equal(expected, Decoded.From(options, stream, _ => int.MaxValue));
        Assert.Equal(expected, Decoded.From(options, stream, _ => 1));
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            Assert.Equal(expected, Decoded.From(options, stream, _ => random.Next(1, 1 << random.Next(12))));
        }

        for (var cut = 1; cut < stream.Length; cut += EverySplit ? 1 : 997)
            Assert.Equal(expected, Decoded.From(options, stream, at => at == 0 ? cut : int.MaxValue));
        Assert.Equal(expected, Decoded.From(options with { Format = StreamFormat.Auto }, stream, _ => 7));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Recorded_stream_that_is_cut_off_should_say_so(string name)
    {
        Assert.SkipWhen(name.Length == 0, "the corpus is not beside the project");
        var stream = File.ReadAllText(Path.Combine(Folder(), name));
        var format = Expected(name, stream).Format;
        var cut = Decoded.Whole(new DecodingOptions { Format = format, Members = Members }, stream[..(stream.Length / 2)]);
        Assert.Equal("the stream ends without the provider's end", cut.CutOff);
    }

    private static bool EverySplit => Environment.GetEnvironmentVariable("EAGER_FULL") == "1";

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus", "streams");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return "";
    }

    public static IEnumerable<string> Files() => Folder() is { Length: > 0 } folder
        ? Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(file => !file.EndsWith("index.jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [""];

    private static (StreamFormat Format, string Code) Expected(string name, string stream)
    {
        var events = Events(stream).ToList();
        return name.Split('/')[0] switch
        {
            "anthropic" => (StreamFormat.Anthropic, Joined(Anthropic(events))),
            "gemini" => (StreamFormat.Gemini, Joined(Gemini(events))),
            "openai-chat" => (StreamFormat.OpenAIChat, Joined(Chat(events))),
            "openai-responses" => (StreamFormat.OpenAIResponses, Joined(Responses(events))),
            var other => throw new InvalidOperationException($"no reading of {other}"),
        };
    }

    private static string Joined(IEnumerable<string> blocks) =>
        string.Concat(blocks.Select(block => block.Length == 0 || block.EndsWith('\n') ? block : block + "\n"));

    private static IEnumerable<JsonElement> Events(string stream) =>
        from line in stream.Split('\n')
        let text = line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line.StartsWith('{') ? line.Trim() : ""
        where text.Length > 0 && text != "[DONE]"
        select JsonDocument.Parse(text).RootElement;

    private static IEnumerable<string> Responses(List<JsonElement> events) =>
        from e in events where e.GetProperty("type").GetString() == "response.code_interpreter_call_code.done" select e.GetProperty("code").GetString();

    private static IEnumerable<string> Anthropic(List<JsonElement> events) =>
        from e in events
        where e.GetProperty("type").GetString() == "content_block_delta" && e.GetProperty("delta").GetProperty("type").GetString() == "input_json_delta"
        group e.GetProperty("delta").GetProperty("partial_json").GetString() by e.GetProperty("index").GetInt32() into call
        orderby call.Key
        let code = Member(string.Concat(call))
        where code is not null
        select code;

    private static IEnumerable<string> Chat(List<JsonElement> events)
    {
        var arguments = new StringBuilder();
        foreach (var e in events)
        {
            if (e.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("tool_calls", out var calls))
                arguments.Append(calls[0].GetProperty("function").GetProperty("arguments").GetString());
        }

        return Member(arguments.ToString()) is { } code ? [code] : [];
    }

    private static IEnumerable<string> Gemini(List<JsonElement> events) =>
        from e in events
        from part in e.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts").EnumerateArray()
        where part.TryGetProperty("executableCode", out _)
        select part.GetProperty("executableCode").GetProperty("code").GetString();

    private static string? Member(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject()
        .Where(member => Members.Contains(member.Name)).Select(member => member.Value.GetString()).FirstOrDefault();
}
