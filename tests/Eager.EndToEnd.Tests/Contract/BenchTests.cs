namespace Eager.EndToEnd.Contract;

/// <summary><c>bench detect</c>: detection measured in one process.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task Bench_should_print_the_members_of_the_contract_when_a_program_is_measured()
    {
        using var at = Workspace.With("x = 1\nif x:\n    print(x)\ny = 2\n");
        var run = await EagerCommand.RunAsync(at, "bench", "detect", "program.py");
        Assert.Equal(("", 0), (run.Complaint, run.Status));
        at.Write("bench.json", run.Stdout);
        var measured = at.Parsed("bench.json");
        Assert.Equal([], ((string[])["tokens", "ns_per_token", "ns_per_byte", "allocated_bytes_per_token", "statements"]).Except(measured.Members()));
        Assert.Equal(3, measured.GetProperty("statements").GetInt32());
        Assert.Equal(0, measured.GetProperty("allocated_bytes_per_token").GetDouble());
    }

    [Theory]
    [InlineData("bench", "detect", "missing.py")]
    [InlineData("bench", "detect")]
    [InlineData("bench")]
    public async Task Bench_should_refuse_when_it_is_called_badly(params string[] arguments)
    {
        using var at = new Workspace();
        (await EagerCommand.RunAsync(at, arguments)).ShouldRefuse(64, "");
    }
}
