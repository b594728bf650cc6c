using Eager.Executions;
using Eager.Executors.Python;
using Microsoft.Extensions.Time.Testing;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_interpreter_is_missing()
    {
        Assert.Equal("the Python interpreter /no/such/python does not exist", await RefusalAsync("/no/such/python"));
    }

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_interpreter_may_not_be_executed()
    {
        var program = Path.Combine(_folder.FullName, "python");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n");
        Assert.Equal($"{program} cannot be started as the Python worker: it may not be executed", await RefusalAsync(program));
    }

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_interpreter_is_no_program()
    {
        Assert.EndsWith("cannot be started as the Python worker: it is no program", await RefusalAsync(Script("\u0001\u0002")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_interpreters_own_interpreter_is_missing()
    {
        Assert.EndsWith("there is no such program", await RefusalAsync(Script("#!/no/such/shell\n")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_should_quote_the_last_line_when_the_interpreter_ends_with_a_complaint()
    {
        var program = Script("#!/bin/sh\necho first >&2; echo 'no module named encodings' >&2; exit 1\n");
        Assert.Equal(
            $"the Python worker ({program}) ended with status 1 before it was ready: no module named encodings", await RefusalAsync(program));
    }

    [Fact]
    public async Task Start_should_name_the_signal_when_the_interpreter_is_killed()
    {
        var program = Script("#!/bin/sh\nkill -SEGV $$\n");
        Assert.Equal($"the Python worker ({program}) was killed by SIGSEGV before it was ready", await RefusalAsync(program));
    }

    [Fact]
    public async Task Start_should_refuse_an_interpreter_that_prints_garbage_without_end()
    {
        var message = await RefusalAsync(Script("#!/bin/sh\nwhile :; do echo garbage; done\n"));
        Assert.EndsWith("prints without end instead of greeting: garbage", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo garbage that is no frame >&4; exec sleep 1000")]
    [InlineData("printf '\\2\\0\\0\\0\\204\\0\\0\\0{}' >&4; exec sleep 1000")]
    [InlineData("printf '\\15\\0\\0\\0\\204\\0\\0\\0{\"error\":true}' >&4; exec sleep 1000")]
    public async Task Start_should_refuse_an_interpreter_that_does_not_speak_the_protocol(string script)
    {
        var message = await RefusalAsync(Script($"#!/bin/sh\n{script}\n"));
        Assert.EndsWith("does not speak the worker protocol", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("protocol=2", "speaks version 2 of the worker protocol, not 1")]
    [InlineData("language='ruby'", "greets as one for ruby with 4 slots")]
    [InlineData("slots=0", "greets as one for python with 0 slots")]
    public async Task Start_should_refuse_a_greeting_that_does_not_fit(string change, string reason)
    {
        var scripted = Path.Combine(AppContext.BaseDirectory, "ScriptedWorker", "worker.py");
        var worker = $"exec(open('{scripted}').read().replace('    hello()', '    hello({change.Replace("'", "\\'", StringComparison.Ordinal)})'))";
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "worker.py"), worker);
        Assert.EndsWith(reason, await RefusalAsync(options => options.WorkerDirectory = _folder.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_should_give_up_when_the_worker_does_not_greet_in_time()
    {
        var time = new FakeTimeProvider();
        var started = Path.Combine(_folder.FullName, "started");
        var program = Script($"#!/bin/sh\necho $$ > {started}.part; mv {started}.part {started}; exec sleep 1000\n");
        var backend = TestBackends.Python(options => options.Interpreter = program, time);
        var opening = backend.OpenAsync(TestBackends.Program, CancellationToken.None).AsTask();
        Assert.True(await ProcessTable.BecomesTrueAsync(() => File.Exists(started)));

        time.Advance(TimeSpan.FromSeconds(30));

        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(() => opening);
        Assert.Equal($"the Python worker ({program}) did not greet within 30 s", refusal.Message);
        Assert.False(ProcessTable.IsAlive(int.Parse(await File.ReadAllTextAsync(started))));
    }

    [Fact]
    public async Task Start_should_end_the_worker_when_it_is_cancelled()
    {
        var started = Path.Combine(_folder.FullName, "started");
        var backend = TestBackends.Python(options =>
            options.Interpreter = Script($"#!/bin/sh\necho $$ > {started}.part; mv {started}.part {started}; exec sleep 1000\n"));
        using var giveUp = new CancellationTokenSource();
        var opening = backend.OpenAsync(TestBackends.Program, giveUp.Token).AsTask();
        Assert.True(await ProcessTable.BecomesTrueAsync(() => File.Exists(started)));

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.False(ProcessTable.IsAlive(int.Parse(await File.ReadAllTextAsync(started))));
    }

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_working_directory_is_missing()
    {
        var program = TestBackends.Program with { WorkingDirectory = "/no/such/folder" };
        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(
            async () => await TestBackends.Python().OpenAsync(program, CancellationToken.None));
        Assert.Equal("the working directory /no/such/folder cannot be entered: No such file or directory", refusal.Message);
    }

    [Fact]
    public async Task Start_should_say_what_is_wrong_when_the_workers_program_is_missing()
    {
        var message = await RefusalAsync(options => options.WorkerDirectory = "/no/such/folder");
        Assert.Equal("the Python worker's program is missing: /no/such/folder/worker.py does not exist", message);
    }

    private string Script(string text)
    {
        var path = Path.Combine(_folder.FullName, "interpreter");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    private static Task<string> RefusalAsync(string interpreter) => RefusalAsync(options => options.Interpreter = interpreter);

    private static async Task<string> RefusalAsync(Action<PythonOptions> configure)
    {
        var backend = TestBackends.Python(configure);
        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(
            async () => await backend.OpenAsync(TestBackends.Program, CancellationToken.None));
        return refusal.Message;
    }
}
