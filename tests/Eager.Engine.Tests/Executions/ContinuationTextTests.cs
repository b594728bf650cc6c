using Eager.Effects;
using Eager.Engine.Executions;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Statements;

namespace Eager.Engine.Tests.Executions;

public sealed class ContinuationTextTests
{
    [Fact]
    public void Text_should_say_what_ran_failed_and_waits()
    {
        var outcome = new ProgramOutcome(
            new SourceSpan(0, 20, 1, 2), new SourceSpan(20, 30, 3, 3), [new SourceSpan(30, 40, 4, 4), new SourceSpan(40, 50, 5, 6)],
            new SourceSpan(50, 53, 7, 7), [], "");

        Assert.Equal(
            """
            Statements 1 to 2 of the program (lines 1 to 2) have run; their output stands.
            Statement 3 (line 3) failed with ValueError: no
            Not run to their end: lines 4 to 6.
            The text from line 7 on was incomplete and is dropped.
            Continue from statement 3; do not repeat what has run.
            """,
            ContinuationText.Write(outcome, 2, (Samples.Unit(2, Samples.Statement(2)), Samples.Error())));
    }

    [Fact]
    public void Text_should_name_the_effect_that_did_not_happen_when_the_whole_is_wrong()
    {
        var outcome = new ProgramOutcome(
            null, null, [new SourceSpan(0, 10, 1, 1)], null, [new HeldEffect(0, EffectClass.WriteInside, "open('o', 'w')")], "");

        Assert.Equal(
            """
            Nothing of the program has run to its end.
            The program as a whole is not valid: line 1, SyntaxError: no
            Statement 1 stopped right before open('o', 'w'), which did not happen: the program was not known to be whole.
            Not run to their end: line 1.
            Continue from statement 1; do not repeat what has run.
            """,
            ContinuationText.Write(outcome, 0, (null, Samples.Error("SyntaxError"))));
    }

    [Fact]
    public void Text_should_say_that_state_is_lost_when_a_statement_ended_the_process()
    {
        var outcome = new ProgramOutcome(new SourceSpan(0, 10, 1, 1), null, [new SourceSpan(10, 20, 2, 2)], null, [], "");

        Assert.Equal(
            """
            Statement 1 of the program (line 1) has run; its output stands.
            Statement 2 (line 2) ended the program's process at once, with exit status 134: the program's state is lost.
            Not run to their end: line 2.
            Continue from statement 2; do not repeat what has run.
            """,
            ContinuationText.Write(outcome, 1, error: null, crash: (Samples.Statement(1), 134)));
    }
}
