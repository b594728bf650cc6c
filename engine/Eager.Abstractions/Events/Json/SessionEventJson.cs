using System.Text.Json;
using System.Text.Unicode;
using Eager.Executions;

namespace Eager.Events.Json;

/// <summary>Session events as JSON objects: <c>type</c>, <c>seq</c>, <c>t_ms</c>, then the members of the type, in snake case.</summary>
public static class SessionEventJson
{
    /// <summary>Writes one event as one object.</summary>
    public static void Write(Utf8JsonWriter json, SessionEvent published)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(published);
        json.WriteStartObject();
        json.WriteString("type", TypeName(published));
        json.WriteNumber("seq", published.Seq);
        json.WriteNumber("t_ms", Milliseconds(published.At));
        WriteMembers(json, published);
        json.WriteEndObject();
    }

    private static string TypeName(SessionEvent published) => published switch
    {
        SessionOpened => "session.opened",
        StatementReleased => "statement.released",
        BatchDispatched => "batch.dispatched",
        ProgramOutput => "output",
        ProgramDisplay { IsResult: true } => "result",
        ProgramDisplay => "display",
        StatementHeld => "statement.held",
        StatementResumed => "statement.resumed",
        ProgramLimitReached => "limit.reached",
        ProgramFailed => "error",
        BatchFinished => "batch.finished",
        GenerationInterrupt => "generation.interrupt",
        StreamEnded => "stream.ended",
        SessionCompleted => "session.completed",
        _ => throw new ArgumentOutOfRangeException(nameof(published), published.GetType().Name),
    };

    private static void WriteMembers(Utf8JsonWriter json, SessionEvent published)
    {
        switch (published)
        {
            case SessionOpened opened:
                json.WriteString("language", opened.Language);
                json.WriteString("backend", opened.Backend);
                json.WriteString("mode", JsonNames.Of(opened.Mode));
                json.WriteString("dispatch", opened.Dispatch);
                break;
            case StatementReleased released:
                StatementJson.WriteMembers(json, released.Boundary);
                break;
            case BatchDispatched dispatched:
                json.WriteNumber("batch", dispatched.BatchId);
                json.WriteStartArray("statements");
                foreach (var index in dispatched.Statements)
                    json.WriteNumberValue(index);
                json.WriteEndArray();
                break;
            case ProgramOutput output:
                WriteOutput(json, output);
                break;
            case ProgramDisplay display:
                WriteStatement(json, display.Statement);
                WriteForms(json, display.Data);
                break;
            case StatementHeld held:
                WriteStatement(json, held.Statement);
                json.WriteString("class", JsonNames.Of(held.Class));
                json.WriteString("what", held.What);
                json.WriteNumber("held_ms", Milliseconds(held.HeldAt));
                break;
            case StatementResumed resumed:
                WriteStatement(json, resumed.Statement);
                json.WriteNumber("resumed_ms", Milliseconds(resumed.ResumedAt));
                break;
            case ProgramLimitReached limit:
                WriteStatement(json, limit.Statement);
                json.WriteString("limit", JsonNames.Of(limit.Reached.Limit));
                json.WriteNumber("allowed", limit.Reached.Allowed);
                json.WriteNumber("used", limit.Reached.Used);
                json.WriteBoolean("ends_program", limit.Reached.EndsProgram);
                json.WriteString("file", limit.Reached.File);
                break;
            case ProgramFailed failed:
                json.WritePropertyName("error");
                SummaryJson.WriteReport(json, failed.Report, fault: null);
                break;
            case BatchFinished finished:
                WriteBatch(json, finished);
                break;
            case GenerationInterrupt interrupt:
                json.WriteString("reason", JsonNames.Of(interrupt.Reason));
                json.WriteNumber("position", interrupt.Position);
                break;
            case StreamEnded ended:
                json.WriteString("ending", JsonNames.Of(ended.Ending));
                json.WriteNumber("position", ended.Position);
                if (ended.CutOff is not null)
                    json.WriteString("cut_off", ended.CutOff);
                break;
            case SessionCompleted completed:
                json.WritePropertyName("summary");
                SummaryJson.Write(json, completed.Summary);
                break;
        }
    }

    private static void WriteStatement(Utf8JsonWriter json, int? index)
    {
        if (index is { } statement)
            json.WriteNumber("statement", statement);
        else
            json.WriteNull("statement");
    }

    private static void WriteForms(Utf8JsonWriter json, MimeBundle data)
    {
        json.WriteStartObject("data");
        foreach (var (type, form) in data.Forms)
            json.WriteString(type, form);
        json.WriteEndObject();
    }

    /// <summary>Bytes that are no UTF-8 by themselves, cut code points included, are given in full beside the readable text.</summary>
    private static void WriteOutput(Utf8JsonWriter json, ProgramOutput output)
    {
        json.WriteString("stream", output.Stream == OutputStream.Stdout ? "stdout" : "stderr");
        var bytes = output.Bytes.Span;
        if (Utf8.IsValid(bytes))
        {
            json.WriteString("text", bytes);
            return;
        }

        json.WriteString("text", System.Text.Encoding.UTF8.GetString(bytes));
        json.WriteBase64String("base64", bytes);
    }

    private static void WriteBatch(Utf8JsonWriter json, BatchFinished finished)
    {
        json.WriteNumber("batch", finished.BatchId);
        json.WriteString("outcome", JsonNames.Of(finished.Outcome));
        json.WriteStartArray("statements");
        foreach (var timing in finished.Statements)
        {
            json.WriteStartObject();
            json.WriteNumber("index", timing.Index);
            json.WriteString("outcome", JsonNames.Of(timing.Outcome));
            json.WriteNumber("started_ms", Milliseconds(timing.StartedAt));
            json.WriteNumber("finished_ms", Milliseconds(timing.FinishedAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
