using System.Text;
using Eager.Conformance;
using Eager.Executions;

namespace Eager.Executors.Tests.Conformance;

/// <summary>The kit must see each rule broken: one backend for each, broken in nothing else.</summary>
public sealed class BrokenBackendTests
{
    private static readonly Dictionary<string, (Func<IBackend, IBackend> Broken, bool Python)> Backends = new()
    {
        [nameof(BackendSpecification.Backend_should_name_itself_its_language_and_its_slots)] =
            (inner => new BrokenBackend(inner, session => session) { Name = "The Backend" }, false),
        [nameof(BackendSpecification.Opening_should_be_given_up_when_it_is_cancelled)] =
            (inner => new BrokenBackend(inner, session => session) { IgnoresCancellation = true }, false),
        [nameof(BackendSpecification.Sessions_should_run_beside_each_other)] =
            (inner => new BrokenBackend(inner, session => session) { MostSessions = 1 }, false),
        [nameof(BackendSpecification.Sessions_should_go_on_when_the_program_of_another_is_killed)] = (Fated, false),
        [nameof(BackendSpecification.Display_should_not_be_reported_when_nobody_asked_for_it)] =
            (inner => new BrokenBackend(inner, session => session) { Options = options => options with { Display = true } }, false),
        [nameof(BackendSpecification.Program_should_be_ended_when_its_time_is_over)] =
            (inner => new BrokenBackend(inner, session => session) { Options = options => options with { Limits = new ProgramLimits() } }, true),
        [nameof(BackendSpecification.Program_should_be_ended_when_it_holds_too_much_memory)] = Python(Unlimited),
        [nameof(BackendSpecification.Program_should_be_ended_when_it_has_too_many_processes)] = Python(Unlimited),
        [nameof(BackendSpecification.Limit_should_disturb_no_program_that_keeps_it)] = Python(Changed(
            happened => happened is BackendClosed ? new BackendClosed(null, "1 h") { LimitReached = true } : happened)),
        [nameof(BackendSpecification.Session_should_close_once_when_its_program_is_killed)] = Scripted(Status(0)),
        [nameof(BackendSpecification.Children_should_be_gone_when_the_program_is_over)] = Python(session => new BrokenSession(session)
        {
            Units = unit => unit with { Source = Encoding.UTF8.GetBytes($"print({Environment.ProcessId})\n") },
        }),
        [nameof(BackendSpecification.Result_should_be_the_value_of_the_last_expression_alone)] = Python(Changed(
            happened => happened is DisplayReceived shown ? shown with { IsResult = false } : happened)),
        [nameof(BackendSpecification.Receiving_should_lose_nothing_when_it_is_given_up)] =
            Scripted(session => new BrokenSession(session) { LosesWhenGivenUp = true }),
        [nameof(BackendSpecification.Handing_over_should_not_wait_for_receiving)] =
            Scripted(session => new BrokenSession(session) { HandsOver = () => false }),
        [nameof(BackendSpecification.Handing_over_should_complete_when_the_program_is_gone)] = Scripted(Stuck),
        [nameof(BackendSpecification.Interrupt_should_disturb_nobody_when_the_session_is_over)] = Scripted(session => new BrokenSession(session)
        {
            Interrupt = _ => throw new InvalidOperationException("nothing runs"),
        }),
        [nameof(BackendSpecification.Disposal_should_be_safe_when_it_is_asked_for_from_many_sides)] = Scripted(DisposedOnce),
        [nameof(BackendSpecification.Text_that_is_not_valid_should_fail)] = Scripted(Changed(
            happened => happened is UnitFinished finished ? finished with { Outcome = UnitOutcome.Succeeded } : happened)),
        [nameof(BackendSpecification.Units_should_finish_in_the_order_they_were_handed_over)] = Scripted(Swapped),
        [nameof(BackendSpecification.Output_should_come_before_the_end_of_its_unit)] = Scripted(Late),
        [nameof(BackendSpecification.Times_should_be_those_of_the_sessions_clock_and_never_go_back)] = Scripted(Changed(
            happened => happened is UnitFinished finished ? finished with { StartedAt = -finished.StartedAt } : happened)),
        [nameof(BackendSpecification.State_should_last_from_unit_to_unit)] = Python(session => new BrokenSession(session)
        {
            Units = unit => Source(unit).StartsWith("x =", StringComparison.Ordinal) ? unit with { Source = "pass  \n"u8.ToArray() } : unit,
        }),
        [nameof(BackendSpecification.State_should_not_be_shared_by_sessions)] = Python(session => new BrokenSession(session)
        {
            Units = unit => Source(unit).StartsWith("print(x)", StringComparison.Ordinal) ? unit with { Source = "print(1)\n"u8.ToArray() } : unit,
        }),
        [nameof(BackendSpecification.Program_should_run_whole_as_one_unit)] = Scripted(session => new BrokenSession(session)
        {
            Units = unit => unit with { Kind = unit.Kind == UnitKind.Program ? UnitKind.Statement : unit.Kind },
        }),
        [nameof(BackendSpecification.Output_should_say_which_stream_it_went_to)] = Scripted(Changed(
            happened => happened is OutputReceived output ? output with { Stream = OutputStream.Stdout } : happened)),
        [nameof(BackendSpecification.Output_should_arrive_whole_when_there_is_much_of_it)] = Scripted(Truncated),
        [nameof(BackendSpecification.Output_should_arrive_while_its_unit_runs)] = Scripted(Late),
        [nameof(BackendSpecification.Program_should_be_held_back_when_nobody_receives)] = Scripted(session => new GreedySession(session)),
        [nameof(BackendSpecification.Display_should_be_reported_when_it_was_asked_for)] = Scripted(Without<DisplayReceived>()),
        [nameof(BackendSpecification.Error_should_be_told_before_the_end_of_its_unit)] = Scripted(Without<ErrorRaised>()),
        [nameof(BackendSpecification.Units_should_be_skipped_when_one_has_failed)] = Scripted(Changed(
            happened => happened is UnitFinished { Outcome: UnitOutcome.Skipped } skipped ? skipped with { Outcome = UnitOutcome.Succeeded } : happened)),
        [nameof(BackendSpecification.Probe_should_fail_where_the_text_is_not_valid)] = Scripted(Changed(
            happened => happened is UnitFinished finished ? finished with { Outcome = UnitOutcome.Succeeded } : happened)),
        [nameof(BackendSpecification.Probe_should_not_run)] = Scripted(session => new BrokenSession(session)
        {
            Units = unit => unit with { Kind = UnitKind.Statement },
        }),
        [nameof(BackendSpecification.Error_of_the_whole_text_should_be_told_with_the_programs_end)] = Scripted(Changed(
            happened => happened is ProgramFinished ? new ProgramFinished(null) : happened)),
        [nameof(BackendSpecification.Rest_of_a_program_that_was_cut_off_should_not_be_looked_at)] = Scripted(session => new BrokenSession(session)
        {
            End = (inner, _, remainder) => inner.EndAsync(ProgramEnding.Complete, remainder, CancellationToken.None),
        }),
        [nameof(BackendSpecification.Exit_should_end_the_program_with_its_status)] = Scripted(Status(0)),
        [nameof(BackendSpecification.Program_that_ends_its_own_process_should_leave_its_output_and_its_status)] = Scripted(Status(1)),
        [nameof(BackendSpecification.Program_should_end_with_status_0_when_it_is_empty)] = Scripted(Without<ProgramFinished>()),
        [nameof(BackendSpecification.Last_event_should_be_given_again_when_it_is_asked_for_again)] = Scripted(OnceClosed),
        [nameof(BackendSpecification.Interrupt_should_stop_the_running_unit_and_what_follows)] = Scripted(Deaf),
        [nameof(BackendSpecification.Interrupt_should_stop_the_next_unit_when_none_runs)] = Scripted(Deaf),
        [nameof(BackendSpecification.Disposal_should_end_a_program_that_does_not_end)] = Scripted(Undisposed),
        [nameof(BackendSpecification.Disposal_should_leave_no_child_that_the_program_started)] = Python(Undisposed),
        [nameof(BackendSpecification.Calls_should_be_refused_when_the_program_was_ended)] = Scripted(Indulgent),
        [nameof(BackendSpecification.Calls_should_be_refused_when_the_session_is_disposed)] = Scripted(Indulgent),
    };

    public static IEnumerable<TheoryDataRow<string>> Rules => Backends.Keys.Select(rule => new TheoryDataRow<string>(rule));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Kit_should_fail_a_backend_that_breaks_the_rule(string rule)
    {
        var (broken, python) = Backends[rule];
        var opened = new List<IBackendSession>();
        var kit = new BrokenSpecification(
            broken(new BrokenBackend(python ? TestBackends.Python() : ScriptedBackendTests.Create(TimeProvider.System), session =>
            {
                opened.Add(session);
                return session;
            })),
            python ? new PythonDialect() : new CommandDialect());

        var failure = await Record.ExceptionAsync(() => (Task)typeof(BackendSpecification).GetMethod(rule)!.Invoke(kit, null)!);

        foreach (var session in opened)
            await session.DisposeAsync();
        Assert.NotNull(failure);
        Assert.DoesNotContain("$XunitDynamicSkip$", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kit_should_have_a_broken_backend_for_each_of_its_rules()
    {
        var rules = typeof(BackendSpecification).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: false));
        Assert.Equal(rules.Select(rule => rule.Name).Order(), Backends.Keys.Order());
    }

    private static (Func<IBackend, IBackend>, bool) Scripted(Func<IBackendSession, IBackendSession> broken) =>
        (inner => new BrokenBackend(inner, broken), false);

    private static (Func<IBackend, IBackend>, bool) Python(Func<IBackendSession, IBackendSession> broken) =>
        (inner => new BrokenBackend(inner, broken), true);

    /// <summary>The end of one session is the end of all.</summary>
    private static BrokenBackend Fated(IBackend inner)
    {
        var all = new List<IBackendSession>();
        return new BrokenBackend(inner, session =>
        {
            all.Add(session);
            return new BrokenSession(session)
            {
                Events = happened =>
                {
                    if (happened is BackendClosed)
                        all.ForEach(other => _ = other.DisposeAsync().AsTask());
                    return [happened];
                },
            };
        });
    }

    private static BrokenSession Unlimited(IBackendSession session) =>
        new(session) { Events = happened => [happened is BackendClosed closed ? closed with { LimitReached = false } : happened] };

    /// <summary>Nobody takes units any more when the program is gone, and nobody says so.</summary>
    private static BrokenSession Stuck(IBackendSession session)
    {
        var gone = false;
        return new BrokenSession(session)
        {
            Events = happened =>
            {
                gone |= happened is BackendClosed;
                return [happened];
            },
            HandsOver = () => !gone,
        };
    }

    private static BrokenSession DisposedOnce(IBackendSession session)
    {
        var disposals = 0;
        return new BrokenSession(session)
        {
            Disposal = inner => Interlocked.Increment(ref disposals) > 1 ? throw new InvalidOperationException("it was disposed of") : inner.DisposeAsync(),
        };
    }

    private static Func<IBackendSession, IBackendSession> Changed(Func<BackendEvent, BackendEvent> change) =>
        session => new BrokenSession(session) { Events = happened => [change(happened)] };

    private static Func<IBackendSession, IBackendSession> Without<T>() =>
        session => new BrokenSession(session) { Events = happened => happened is T ? [] : [happened] };

    private static Func<IBackendSession, IBackendSession> Status(int status) =>
        Changed(happened => happened is BackendClosed ? new BackendClosed(status, null) : happened);

    private static BrokenSession Deaf(IBackendSession session) => new(session) { Interrupt = _ => ValueTask.CompletedTask };

    private static BrokenSession Undisposed(IBackendSession session) => new(session) { Disposal = _ => ValueTask.CompletedTask };

    private static BrokenSession Indulgent(IBackendSession session) => new(session)
    {
        Indulges = true,
        End = async (inner, ending, remainder) => await Record.ExceptionAsync(async () => await inner.EndAsync(ending, remainder, CancellationToken.None)),
    };

    /// <summary>Output comes after the end of its unit.</summary>
    private static BrokenSession Late(IBackendSession session)
    {
        var kept = new List<BackendEvent>();
        return new BrokenSession(session)
        {
            Events = happened =>
            {
                kept.Insert(0, happened);
                if (happened is OutputReceived)
                    return [];
                BackendEvent[] all = [.. kept];
                kept.Clear();
                return all;
            },
        };
    }

    private static BrokenSession Swapped(IBackendSession session) =>
        new(session) { Events = happened => [happened is UnitFinished finished ? finished with { UnitId = finished.UnitId ^ 1 } : happened] };

    private static BrokenSession Truncated(IBackendSession session)
    {
        var left = 1_000_000;
        return new BrokenSession(session)
        {
            Events = happened => happened is OutputReceived output && (left -= output.Bytes.Length) < 0 ? [] : [happened],
        };
    }

    private static BrokenSession OnceClosed(IBackendSession session)
    {
        var closed = 0;
        return new BrokenSession(session)
        {
            Events = happened => [happened is BackendClosed && closed++ > 0 ? new BackendClosed(null, "again") : happened],
        };
    }

    private static string Source(ExecutionUnit unit) => Encoding.UTF8.GetString(unit.Source.Span);
}
