using Eager.Executions;
using Eager.Executors.Processes;
using Eager.Executors.Workers;
using Eager.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerConversationTests
{
    private static readonly ProgramError Error = new("SyntaxError", "invalid syntax", "", 1);

    private readonly WorkerConversation _conversation = new(WorkerClock.Align(new FakeTimeProvider(), 0, 0));

    [Fact]
    public void Unit_should_be_reported_only_when_it_was_submitted()
    {
        Assert.Throws<WireException>(() => _conversation.Interpret(new UnitFinishedFrame(0, UnitOutcome.Succeeded, 1, 2)));
        _conversation.Submit(0);
        Assert.IsType<UnitFinished>(_conversation.Interpret(new UnitFinishedFrame(0, UnitOutcome.Succeeded, 1, 2)));
        Assert.Throws<WireException>(() => _conversation.Interpret(new UnitFinishedFrame(1, UnitOutcome.Succeeded, 1, 2)));
    }

    [Fact]
    public void Unit_should_be_refused_when_its_number_is_not_next()
    {
        Assert.Throws<ArgumentException>(() => _conversation.Submit(1));
        _conversation.Submit(0);
        Assert.Throws<ArgumentException>(() => _conversation.Submit(0));
    }

    [Fact]
    public void Error_should_belong_to_the_unit_that_is_next()
    {
        _conversation.Submit(0);
        _conversation.Submit(1);
        Assert.Throws<WireException>(() => _conversation.Interpret(new ErrorFrame(1, Error)));
        Assert.Equal(new ErrorRaised(0, Error), _conversation.Interpret(new ErrorFrame(0, Error)));
    }

    [Fact]
    public void Programs_error_should_come_with_the_programs_end()
    {
        Assert.Null(_conversation.Interpret(new ErrorFrame(null, Error)));
        Assert.Equal(new ProgramFinished(Error), _conversation.Interpret(new ProgramFinishedFrame(true)));
        Assert.True(_conversation.ProgramFinished);
    }

    [Fact]
    public void Programs_end_should_be_refused_when_it_does_not_fit_or_comes_twice()
    {
        Assert.Throws<WireException>(() => _conversation.Interpret(new ProgramFinishedFrame(true)));
        _conversation.Interpret(new ProgramFinishedFrame(false));
        Assert.Throws<WireException>(() => _conversation.Interpret(new ProgramFinishedFrame(false)));
    }

    [Theory]
    [InlineData(3, 0, false, 3, null)]
    [InlineData(0, 11, false, 139, null)]
    [InlineData(70, 0, true, 70, null)]
    [InlineData(70, 0, false, null, "the Python worker ended with status 70")]
    [InlineData(-1, 0, true, null, "the Python worker ended with a status that is not known")]
    public void End_should_be_the_programs_unless_the_worker_failed(int status, int signal, bool finished, int? exit, string? loss) =>
        Assert.Equal(new BackendClosed(exit, loss), WorkerEnd.Decide("Python worker", new ProgramLimits(), new ProcessExit(status, signal), finished, null));
}
