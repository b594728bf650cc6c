using Eager.Engine.Pipeline;
using Eager.Engine.Statements;
using Eager.Engine.Tests.Hosting;
using Eager.Engine.Tests.Scripted;
using Eager.Events;
using Eager.Executions;
using Microsoft.Extensions.Options;

namespace Eager.Engine.Tests.Pipeline;

public sealed class OpeningTests(EngineHost host) : IClassFixture<EngineHost>
{
    [Fact]
    public async Task Open_should_list_the_known_languages_when_the_language_is_unknown()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(host.NewOptions() with { Language = "cobol" }));

        Assert.Equal("unknown language 'cobol'; known: lines", refusal.Message);
    }

    [Fact]
    public async Task Open_should_list_the_known_backends_when_the_backend_is_unknown()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(host.NewOptions() with { Backend = "abacus" }));

        Assert.Equal("unknown backend 'abacus' for lines; known: scripted", refusal.Message);
    }

    [Fact]
    public async Task Open_should_pass_the_reason_on_when_the_backend_cannot_start()
    {
        var failing = new ScriptedSessionOptions { OpenFailure = new BackendUnavailableException("no interpreter; install one") };

        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(() => host.OpenAsync(failing));

        Assert.Equal("no interpreter; install one", refusal.Message);
    }

    [Fact]
    public async Task Open_should_refuse_to_open_blocks_when_the_backend_cannot()
    {
        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(() => OpenAsync(host.NewOptions() with { Blocks = BlockOpening.Required }));

        Assert.Equal("the backend 'scripted' for lines takes no statement in parts: leave open blocks off", refusal.Message);
    }

    [Fact]
    public async Task Open_should_be_cancelled_when_its_token_is()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Engine.OpenAsync(host.NewOptions(), cancelled.Token).AsTask());
    }

    [Fact]
    public async Task Open_should_refuse_limits_when_they_are_out_of_range()
    {
        var limits = new SessionLimits { QueuedStatementBytes = 0 };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(host.NewOptions() with { Limits = limits }));

        Assert.Contains(nameof(SessionLimits.QueuedStatementBytes), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_should_not_start_when_the_engine_options_are_out_of_range()
    {
        var invalid = new EngineHost(TimeProvider.System, options => options.Limits = new SessionLimits { PipeBytes = 1 });

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => invalid.InitializeAsync().AsTask());

        Assert.Contains(nameof(SessionLimits.PipeBytes), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_should_fail_and_leave_no_backend_behind_when_the_host_has_stopped()
    {
        var stopped = new EngineHost(TimeProvider.System, options => options.DrainDeadline = TimeSpan.FromSeconds(0.2));
        await stopped.InitializeAsync();
        await using var session = await stopped.OpenAsync();
        await stopped.StopAsync();
        var options = stopped.NewOptions();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stopped.Engine.OpenAsync(options, CancellationToken.None).AsTask());

        Assert.Equal(1, stopped.Backend.SessionOf(options.Program.ProgramFile).Disposals);
    }

    [Fact]
    public async Task Opening_should_be_the_first_event_when_bytes_and_backend_are_quick()
    {
        for (var round = 0; round < 100; round++)
        {
            await using var session = await host.OpenAsync();
            var writing = session.WriteAsync("print a\nfail ValueError\n");
            Assert.IsType<SessionOpened>((await session.EventsAsync())[0]);
            await writing;
        }
    }

    private Task<EagerSession> OpenAsync(SessionOptions options) => host.Engine.OpenAsync(options, CancellationToken.None).AsTask();
}
