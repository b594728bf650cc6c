using System.Text.Json;
using Eager.Effects;
using Eager.Executions;

namespace Eager.Events.Json;

/// <summary>Reads back what <see cref="SummaryJson"/> wrote.</summary>
public static class SummaryJsonReader
{
    /// <exception cref="FormatException">A member is missing or is no such value; the message names it.</exception>
    public static SessionSummary Read(JsonElement entry)
    {
        var error = JsonMembers.Optional(entry, "error");
        return new SessionSummary
        {
            Mode = JsonMembers.Name<ExecutionMode>(entry, "mode"),
            Language = JsonMembers.Text(entry, "language"),
            Backend = JsonMembers.Text(entry, "backend"),
            Generation = JsonMembers.Seconds(entry, "t_gen_s"),
            Total = JsonMembers.Seconds(entry, "t_total_s"),
            FirstOutput = JsonMembers.OptionalSeconds(entry, "first_output_s"),
            Statements = JsonMembers.Number(entry, "statements"),
            Units = JsonMembers.Number(entry, JsonMembers.Optional(entry, "units") is null ? "statements" : "units"),
            Batches = JsonMembers.Number(entry, "batches"),
            HeldStatements = JsonMembers.Number(entry, "held_statements"),
            HeldWait = JsonMembers.Seconds(entry, "held_wait_s"),
            Execution = JsonMembers.Seconds(entry, "execution_s"),
            HeldExecution = JsonMembers.Seconds(entry, "held_execution_s"),
            OptimumNonOverlapped = JsonMembers.Seconds(entry, "optimum_nel_s"),
            Exit = JsonMembers.Number(entry, "exit"),
            StdoutSha256 = JsonMembers.Text(entry, "stdout_sha256"),
            CutOff = JsonMembers.OptionalText(entry, "cut_off"),
            Staged = JsonMembers.Optional(entry, "staged") is { } staged ? ReadStaged(staged) : null,
            Outcome = JsonMembers.Optional(entry, "outcome") is { } outcome ? ReadOutcome(outcome) : null,
            Error = error is { } report && JsonMembers.Optional(report, "type") is not null ? ReadReport(report) : null,
            Fault = error is { } fault ? JsonMembers.OptionalText(fault, "fault") : null,
        };
    }

    internal static ErrorReport ReadReport(JsonElement entry) => new(
        new ProgramError(
            JsonMembers.Text(entry, "type"),
            JsonMembers.Text(entry, "message"),
            JsonMembers.Text(entry, "traceback"),
            JsonMembers.Optional(entry, "line") is null ? null : JsonMembers.Number(entry, "line")),
        JsonMembers.Optional(entry, "statement") is null ? null : JsonMembers.Number(entry, "statement"),
        ReadOutcome(entry),
        JsonMembers.Text(entry, "stdout"),
        JsonMembers.Text(entry, "stderr"));

    private static ProgramOutcome ReadOutcome(JsonElement entry) => new(
        JsonMembers.OptionalSpan(entry, "ran"),
        JsonMembers.OptionalSpan(entry, "failed"),
        [.. JsonMembers.List(entry, "never_ran").Select(JsonMembers.Span)],
        JsonMembers.OptionalSpan(entry, "cut_off"),
        [.. JsonMembers.List(entry, "dropped_effects").Select(ReadEffect)],
        JsonMembers.Text(entry, "continuation"))
    {
        DroppedFiles = JsonMembers.OptionalTexts(entry, "dropped_files"),
    };

    private static StagedChanges ReadStaged(JsonElement entry) =>
        new(JsonMembers.Number(entry, "committed"), JsonMembers.Number(entry, "replaced"), JsonMembers.OptionalTexts(entry, "dropped"));

    private static HeldEffect ReadEffect(JsonElement entry) => new(
        JsonMembers.Optional(entry, "statement") is null ? null : JsonMembers.Number(entry, "statement"),
        JsonMembers.Name<EffectClass>(entry, "class"),
        JsonMembers.Text(entry, "what"));
}
