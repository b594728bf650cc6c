using System.Text.Json;
using Eager.Effects;
using Eager.Statements;

namespace Eager.Events.Json;

/// <summary>Summaries and error reports as JSON; the member names are a contract with measuring tools.</summary>
public static class SummaryJson
{
    /// <summary>Writes a summary as one object. Times are seconds.</summary>
    public static void Write(Utf8JsonWriter json, SessionSummary summary)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(summary);
        json.WriteStartObject();
        json.WriteString("mode", JsonNames.Of(summary.Mode));
        json.WriteString("language", summary.Language);
        json.WriteString("backend", summary.Backend);
        json.WriteNumber("t_gen_s", Seconds(summary.Generation));
        json.WriteNumber("t_total_s", Seconds(summary.Total));
        json.WriteNumber("nel_s", Seconds(summary.NonOverlapped));
        if (summary.FirstOutput is { } first)
            json.WriteNumber("first_output_s", Seconds(first));
        else
            json.WriteNull("first_output_s");
        json.WriteNumber("statements", summary.Statements);
        json.WriteNumber("units", summary.Units);
        json.WriteNumber("batches", summary.Batches);
        json.WriteNumber("held_statements", summary.HeldStatements);
        json.WriteNumber("held_wait_s", Seconds(summary.HeldWait));
        json.WriteNumber("execution_s", Seconds(summary.Execution));
        json.WriteNumber("held_execution_s", Seconds(summary.HeldExecution));
        json.WriteNumber("optimum_nel_s", Seconds(summary.OptimumNonOverlapped));
        json.WriteNumber("exit", summary.Exit);
        json.WriteString("stdout_sha256", summary.StdoutSha256);
        json.WriteString("cut_off", summary.CutOff);
        if (summary.Staged is { } staged)
            WriteStaged(json, staged);
        if (summary.Outcome is { } outcome)
        {
            json.WriteStartObject("outcome");
            WriteOutcome(json, outcome);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("outcome");
        }

        json.WritePropertyName("error");
        if (summary.Error is null && summary.Fault is null)
            json.WriteNullValue();
        else
            WriteReport(json, summary.Error, summary.Fault);
        json.WriteEndObject();
    }

    /// <summary>Writes what went wrong in the program, in the product, or both, as one object.</summary>
    internal static void WriteReport(Utf8JsonWriter json, ErrorReport? report, string? fault)
    {
        json.WriteStartObject();
        if (fault is not null)
            json.WriteString("fault", fault);
        if (report is not null)
            WriteMembers(json, report);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ErrorReport report)
    {
        json.WriteString("type", report.Error.Type);
        json.WriteString("message", report.Error.Message);
        if (report.Error.Line is { } line)
            json.WriteNumber("line", line);
        json.WriteString("traceback", report.Error.Traceback);
        if (report.Statement is { } statement)
            json.WriteNumber("statement", statement);
        WriteOutcome(json, report.Outcome);
        json.WriteString("stdout", report.Stdout);
        json.WriteString("stderr", report.Stderr);
    }

    private static void WriteOutcome(Utf8JsonWriter json, ProgramOutcome outcome)
    {
        WriteSpan(json, "ran", outcome.Ran);
        WriteSpan(json, "failed", outcome.Failed);
        json.WriteStartArray("never_ran");
        foreach (var span in outcome.NeverRan)
        {
            json.WriteStartObject();
            JsonNames.WriteSpan(json, span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSpan(json, "cut_off", outcome.CutOff);
        json.WriteStartArray("dropped_effects");
        foreach (var effect in outcome.Dropped)
        {
            json.WriteStartObject();
            if (effect.Statement is { } statement)
                json.WriteNumber("statement", statement);
            else
                json.WriteNull("statement");
            json.WriteString("class", JsonNames.Of(effect.Class));
            json.WriteString("what", effect.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNames(json, "dropped_files", outcome.DroppedFiles);
        json.WriteString("continuation", outcome.Continuation);
    }

    private static void WriteStaged(Utf8JsonWriter json, StagedChanges staged)
    {
        json.WriteStartObject("staged");
        json.WriteNumber("committed", staged.Committed);
        json.WriteNumber("replaced", staged.Replaced);
        WriteNames(json, "dropped", staged.Dropped);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, string name, SourceSpan? span)
    {
        if (span is not { } present)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        JsonNames.WriteSpan(json, present);
        json.WriteEndObject();
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 6);
}
