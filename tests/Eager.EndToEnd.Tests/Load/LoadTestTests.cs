using System.Xml.Linq;

namespace Eager.EndToEnd.Load;

/// <summary><c>loadtest</c>: every scenario, what it reports, and when it fails.</summary>
public sealed class LoadTestTests
{
    [Fact]
    public async Task Scenarios_should_be_listed_when_none_is_named()
    {
        using var at = new Workspace();

        var run = await EagerCommand.RunAsync(at, "loadtest");

        Assert.Equal(0, run.Status);
        Assert.Equal(
            ["token-flood", "many-sessions", "slow-backend", "crashing-workers", "bursts", "long-streams", "stampede", "cancelling-clients", "runaways", "mixed-languages"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("token-flood", "constant:2:0.5")]
    [InlineData("many-sessions", "constant:40:0.5")]
    [InlineData("slow-backend", "inject:10:0.5")]
    [InlineData("crashing-workers", "inject:40:0.5")]
    [InlineData("bursts", "gamma:40:0.25:0.5")]
    [InlineData("long-streams", "constant:4:0.5")]
    [InlineData("stampede", "at-once:50:0.5")]
    [InlineData("cancelling-clients", "inject:40:0.5")]
    [InlineData("runaways", "inject:40:0.5")]
    [InlineData("mixed-languages", "inject:20:0.5")]
    public async Task Scenario_should_have_no_wrong_session_when_the_scripted_backend_plays_the_worker(string scenario, string load)
    {
        using var at = new Workspace();

        var run = await EagerCommand.RunAsync(
            at, "loadtest", scenario, "--backend", "scripted", "--simulate", load, "--token-rate", "1000", "--threshold", "failed<=0");

        Assert.True(run.Status == 0, run.Output + run.Complaint);
        Assert.Matches($@"\| {scenario} \| {load} \| engine, backend scripted \| [1-9]\d* \| 0 \|", run.Output);
    }

    [Fact]
    public async Task Scenarios_should_have_no_wrong_session_when_real_workers_run_and_crash()
    {
        using var at = new Workspace();

        var run = await EagerCommand.RunAsync(
            at, "loadtest", "crashing-workers", "runaways", "cancelling-clients", "--simulate", "inject:10:2", "--token-rate", "400", "--threshold", "failed<=0", "--report", "report");

        Assert.True(run.Status == 0, run.Output + run.Complaint);
        Assert.Equal(["report.csv", "report.html", "report.md"], Directory.GetFiles(at.In("report")).Select(Path.GetFileName).Order());
        Assert.Contains("crashing-workers,\"inject:10:2\"", at.Read("report/report.csv"), StringComparison.Ordinal);
        var page = at.Read("report/report.html");
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var plot = page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)];
        Assert.NotEmpty(XElement.Parse(plot).Elements("polyline"));
    }

    [Fact]
    public async Task Command_should_fail_and_say_so_when_a_threshold_is_broken()
    {
        using var at = new Workspace();

        var run = await EagerCommand.RunAsync(
            at, "loadtest", "slow-backend", "--backend", "scripted", "--rate", "5", "--duration", "0.5", "--objective", "e2el:1", "--threshold", "goodput>=99", "failed<=0");

        Assert.Equal(1, run.Status);
        Assert.Contains("| slow-backend | `goodput>=99` | 0 | **broken** |", run.Output, StringComparison.Ordinal);
        Assert.Contains("| slow-backend | `failed<=0` | 0 | kept |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_trace_and_program_should_be_replayed_when_they_are_given()
    {
        using var at = Workspace.With("values = [1, 2, 3]\nprint(sum(values))\n");
        Assert.Equal(0, (await EagerCommand.RunAsync(at, "run", "--record", "run.trace", "--rate", "100", "program.py")).Status);

        var run = await EagerCommand.RunAsync(
            at, "loadtest", "replay", "--trace", "run.trace", "--program", "program.py", "--rate", "4", "--duration", "1", "--threshold", "failed<=0");

        Assert.True(run.Status == 0, run.Output + run.Complaint);
        Assert.Contains("| replay | inject:4:1 | engine, backend process | 4 | 0 |", run.Output, StringComparison.Ordinal);
        Assert.Contains("| replay | ttfo, ms | 4 |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_should_be_loaded_when_its_address_is_given()
    {
        using var at = new Workspace();
        await using var server = EagerCommand.Start(at, "serve", "--urls", "http://127.0.0.1:0");
        var address = await AddressAsync(server);

        var run = await EagerCommand.RunAsync(
            at, "loadtest", "many-sessions", "--server", address, "--rate", "4", "--duration", "1", "--token-rate", "400", "--threshold", "failed<=0");

        Assert.True(run.Status == 0, run.Output + run.Complaint);
        Assert.Contains($"{address}/, backend process", run.Output, StringComparison.Ordinal);
        server.Signal(Signals.Terminate);
        await server.FinishAsync();
    }

    [Theory]
    [InlineData("no scenario 'storm'; known: token-flood", "storm")]
    [InlineData("replay plays the files of --program and --trace, and none is given", "replay")]
    [InlineData("'inject' is no load simulation", "bursts", "--simulate", "inject")]
    [InlineData("there is no metric 'speed'", "bursts", "--objective", "speed:1")]
    [InlineData("is no threshold", "bursts", "--threshold", "failed")]
    [InlineData("--server takes an address", "bursts", "--server", "nowhere")]
    [InlineData("--rate takes a number above 0", "bursts", "--rate", "0")]
    public async Task Command_should_refuse_in_one_line_what_it_cannot_do(string reason, params string[] arguments)
    {
        using var at = new Workspace();

        (await EagerCommand.RunAsync(at, ["loadtest", .. arguments])).ShouldRefuse(64, reason);
    }

    /// <summary>The server's first line names where it listens.</summary>
    private static async Task<string> AddressAsync(LiveProcess server)
    {
        await server.WaitForOutputAsync("\n");
        return server.Stdout.Text.Split(' ')[2].TrimEnd(';', '/');
    }
}
