using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eager.Wire.Tests;

/// <summary>The byte files that the Python worker's tests read too: see tests/fixtures/protocol/README.md.</summary>
public sealed class GoldenFrameTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "protocol");

    private static readonly JsonArray Index = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")))!.AsArray();

    public static TheoryData<string> Right => [.. Files(row => row["error"] is null)];

    public static TheoryData<string> Wrong => [.. Files(row => row["error"] is not null)];

    [Fact]
    public void Index_should_name_every_file_and_every_type_of_frame()
    {
        var files = Directory.EnumerateFiles(Folder, "*.bin").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(files, Files(_ => true).Order(StringComparer.Ordinal));
        var types = Index.Where(row => row!["error"] is null).Select(row => (FrameType)(int)row!["type"]!).Distinct();
        Assert.Equal(Enum.GetValues<FrameType>(), types.Order());
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Golden_frame_should_decode_to_its_fields(string file)
    {
        var frame = Read(File.ReadAllBytes(Path.Combine(Folder, file)));
        Assert.True(JsonNode.DeepEquals(Row(file)["fields"], Fields(Decode(frame))), $"{Fields(Decode(frame))}");
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Golden_frame_should_be_written_as_it_is_unless_it_carries_json(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        var frame = Read(bytes);
        if (frame.Type is FrameType.Unit or FrameType.End or FrameType.UnitFinished)
            Assert.Equal(bytes, Write(Decode(frame)));
        else
            Assert.Equal(Fields(Decode(frame)).ToJsonString(), Fields(Decode(Read(Write(Decode(frame))))).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Golden_frame_should_be_refused_when_it_is_wrong(string file)
    {
        var buffer = new ReadOnlySequence<byte>(File.ReadAllBytes(Path.Combine(Folder, file)));
        Assert.Equal(FrameReadResult.Malformed, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out _));
    }

    private static IEnumerable<string> Files(Func<JsonNode, bool> wanted) =>
        from row in Index where wanted(row!) select (string)row!["file"]!;

    private static JsonNode Row(string file) => Index.Single(row => (string)row!["file"]! == file)!;

    private static Frame Read(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.Equal(FrameReadResult.Complete, FrameReader.TryRead(ref buffer, FrameHeader.MaxPayload, out var frame));
        Assert.Equal(0, buffer.Length);
        return frame;
    }

    private static object Decode(Frame frame) =>
        frame.Type < FrameType.Hello ? FrameDecoder.DecodeHostFrame(frame) : FrameDecoder.DecodeWorkerFrame(frame);

    private static byte[] Write(object frame) => frame is HostFrame host ? Samples.Bytes(host) : Samples.Bytes((WorkerFrame)frame);

    private static JsonObject Fields(object frame) => frame switch
    {
        OpenFrame open => new()
        {
            ["file"] = open.File,
            ["argv"] = new JsonArray([.. open.Arguments.Select(argument => (JsonNode)argument)]),
            ["cwd"] = open.WorkingDirectory,
            ["display"] = open.Display,
            ["top_level_await"] = open.TopLevelAwait,
            ["effects"] = new JsonObject(open.Effects.Select(rule => KeyValuePair.Create(Name(rule.Key), (JsonNode?)Name(rule.Value)))),
        },
        UnitFrame unit => new()
        {
            ["id"] = unit.Id,
            ["kind"] = Name(unit.Kind),
            ["offset"] = unit.Offset,
            ["line"] = unit.Line,
            ["source"] = Encoding.UTF8.GetString(unit.Source.Span),
        },
        EndFrame end => new() { ["ending"] = Name(end.Ending), ["rest"] = Encoding.UTF8.GetString(end.Remainder.Span) },
        HelloFrame hello => new()
        {
            ["protocol"] = hello.Protocol,
            ["language"] = hello.Language,
            ["version"] = hello.Version,
            ["pid"] = hello.Pid,
            ["clock_ns"] = hello.ClockNs,
            ["slots"] = hello.Slots,
            ["keeps_state_on_interrupt"] = hello.KeepsStateOnInterrupt,
        },
        UnitFinishedFrame finished => new()
        {
            ["id"] = finished.Id,
            ["outcome"] = Name(finished.Outcome),
            ["started_ns"] = finished.StartedNs,
            ["finished_ns"] = finished.FinishedNs,
        },
        ErrorFrame error => new()
        {
            ["id"] = error.Id ?? uint.MaxValue,
            ["type"] = error.Error.Type,
            ["message"] = error.Error.Message,
            ["traceback"] = error.Error.Traceback,
            ["line"] = error.Error.Line,
        },
        DisplayFrame display => new()
        {
            ["id"] = display.Id ?? uint.MaxValue,
            ["result"] = display.Result,
            ["data"] = new JsonObject(display.Data.Select(form => KeyValuePair.Create(form.Key, (JsonNode?)form.Value))),
        },
        HeldFrame held => new()
        {
            ["id"] = held.Id ?? uint.MaxValue,
            ["class"] = Name(held.Class),
            ["what"] = held.What,
            ["at_ns"] = held.AtNs,
        },
        ResumedFrame resumed => new() { ["id"] = resumed.Id ?? uint.MaxValue, ["at_ns"] = resumed.AtNs },
        KeptFrame => [],
        ProgramFinishedFrame finished => new() { ["error"] = finished.Error },
        _ => throw new ArgumentException($"no frame: {frame}", nameof(frame)),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
