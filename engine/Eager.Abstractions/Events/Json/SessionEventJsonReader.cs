using System.Text;
using System.Text.Json;
using Eager.Effects;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Events.Json;

/// <summary>Reads back what <see cref="SessionEventJson"/> wrote. Times come back to the microsecond.</summary>
public static class SessionEventJsonReader
{
    /// <summary>Reads one event, or returns null where its type is none of the family.</summary>
    /// <exception cref="FormatException">A member is missing or is no such value; the message names it.</exception>
    public static SessionEvent? Read(JsonElement entry)
    {
        SessionEvent? read = JsonMembers.Text(entry, "type") switch
        {
            "session.opened" => new SessionOpened(
                JsonMembers.Text(entry, "language"),
                JsonMembers.Text(entry, "backend"),
                JsonMembers.Name<ExecutionMode>(entry, "mode"),
                JsonMembers.Text(entry, "dispatch")),
            "statement.released" => new StatementReleased(ReadBoundary(entry)),
            "batch.dispatched" => new BatchDispatched(
                JsonMembers.Number(entry, "batch"), [.. JsonMembers.List(entry, "statements").Select(JsonMembers.Number)]),
            "output" => new ProgramOutput(JsonMembers.Name<OutputStream>(entry, "stream"), ReadBytes(entry)),
            "result" => new ProgramDisplay(ReadStatement(entry), IsResult: true, ReadForms(entry)),
            "display" => new ProgramDisplay(ReadStatement(entry), IsResult: false, ReadForms(entry)),
            "statement.held" => new StatementHeld(
                ReadStatement(entry),
                JsonMembers.Name<EffectClass>(entry, "class"),
                JsonMembers.Text(entry, "what"),
                JsonMembers.Milliseconds(entry, "held_ms")),
            "statement.resumed" => new StatementResumed(ReadStatement(entry), JsonMembers.Milliseconds(entry, "resumed_ms")),
            "limit.reached" => new ProgramLimitReached(ReadStatement(entry), ReadLimit(entry)),
            "error" => new ProgramFailed(SummaryJsonReader.ReadReport(JsonMembers.Member(entry, "error"))),
            "batch.finished" => new BatchFinished(
                JsonMembers.Number(entry, "batch"),
                JsonMembers.Name<UnitOutcome>(entry, "outcome"),
                [.. JsonMembers.List(entry, "statements").Select(ReadTiming)]),
            "generation.interrupt" => new GenerationInterrupt(
                JsonMembers.Name<InterruptReason>(entry, "reason"), JsonMembers.LongNumber(entry, "position")),
            "stream.ended" => new StreamEnded(
                JsonMembers.Name<ProgramEnding>(entry, "ending"),
                JsonMembers.LongNumber(entry, "position"),
                JsonMembers.OptionalText(entry, "cut_off")),
            "session.completed" => new SessionCompleted(SummaryJsonReader.Read(JsonMembers.Member(entry, "summary"))),
            _ => null,
        };
        return read is null
            ? null
            : read with { Seq = JsonMembers.LongNumber(entry, "seq"), At = JsonMembers.Milliseconds(entry, "t_ms") };
    }

    /// <summary>The extent's lines are not written; they come back as those of the code.</summary>
    private static StatementBoundary ReadBoundary(JsonElement entry)
    {
        var code = new SourceSpan(
            JsonMembers.LongNumber(entry, "code_start"),
            JsonMembers.LongNumber(entry, "code_end"),
            JsonMembers.Number(entry, "line"),
            JsonMembers.Number(entry, "end_line"));
        return new StatementBoundary(
            JsonMembers.Number(entry, "index"),
            JsonMembers.Name<StatementKind>(entry, "kind"),
            code with { Start = JsonMembers.LongNumber(entry, "start"), End = JsonMembers.LongNumber(entry, "end") },
            code,
            JsonMembers.LongNumber(entry, "released_at"))
        {
            Role = JsonMembers.Optional(entry, "role") is null ? StatementRole.Whole : JsonMembers.Name<StatementRole>(entry, "role"),
            Depth = JsonMembers.Optional(entry, "depth") is null ? 0 : JsonMembers.Number(entry, "depth"),
        };
    }

    private static int? ReadStatement(JsonElement entry) =>
        JsonMembers.Optional(entry, "statement") is null ? null : JsonMembers.Number(entry, "statement");

    private static LimitReached ReadLimit(JsonElement entry) => new(
        JsonMembers.Name<LimitKind>(entry, "limit"),
        JsonMembers.Real(entry, "allowed"),
        JsonMembers.Real(entry, "used"),
        JsonMembers.Truth(entry, "ends_program")) { File = JsonMembers.OptionalText(entry, "file") };

    private static MimeBundle ReadForms(JsonElement entry)
    {
        var data = JsonMembers.Member(entry, "data");
        return new MimeBundle(JsonMembers.Names(data, "data").ToDictionary(name => name, name => JsonMembers.Text(data, name)));
    }

    private static byte[] ReadBytes(JsonElement entry) =>
        entry.TryGetProperty("base64", out var bytes)
            ? JsonMembers.Bytes(bytes)
            : Encoding.UTF8.GetBytes(JsonMembers.Text(entry, "text"));

    private static StatementTiming ReadTiming(JsonElement entry) => new(
        JsonMembers.Number(entry, "index"),
        JsonMembers.Name<UnitOutcome>(entry, "outcome"),
        JsonMembers.Milliseconds(entry, "started_ms"),
        JsonMembers.Milliseconds(entry, "finished_ms"));
}
