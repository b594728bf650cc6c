namespace Eager.EndToEnd.Load;

/// <summary><c>soak</c>, for a few seconds: real workers that are killed at random. How long it goes on is a switch of the command.</summary>
public sealed class SoakTests
{
    [Fact]
    public async Task Soak_should_leave_nothing_and_every_session_right_when_workers_are_killed_and_clients_leave()
    {
        using var at = new Workspace();

        var run = await EagerCommand.RunAsync(at, "soak", "--duration", "1", "--round", "2", "--rounds", "3", "--sessions", "6");

        Assert.True(run.Status == 0, run.Output + run.Complaint);
        Assert.Contains("\n| 3 |", run.Output, StringComparison.Ordinal);
    }
}
