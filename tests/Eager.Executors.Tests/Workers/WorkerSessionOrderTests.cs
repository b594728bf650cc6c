using System.Text;
using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

public sealed class WorkerSessionOrderTests
{
    [Fact]
    public async Task Session_should_report_output_before_the_end_of_its_unit_when_units_are_sent_ahead()
    {
        const int count = 2000;
        await using var session = await TestBackends.OpenPythonAsync();
        var sources = Enumerable.Range(0, count).Select(i => $"import os; print('<{i}>'); os.write(2, b'<{i}>')\n");
        var sending = session.SubmitAsync([.. sources]).AsTask();

        var (stdout, stderr, next) = (new StringBuilder(), new StringBuilder(), 0);
        while (next < count)
        {
            var received = await session.NextAsync();
            if (received is OutputReceived output)
                (output.Stream == OutputStream.Stdout ? stdout : stderr).Append(Encoding.UTF8.GetString(output.Bytes.Span));
            var finished = received as UnitFinished;
            if (finished is null)
                continue;
            Assert.Equal(next, finished.UnitId);
            Assert.EndsWith($"<{next}>", Upto(stdout, next), StringComparison.Ordinal);
            Assert.EndsWith($"<{next}>", Upto(stderr, next), StringComparison.Ordinal);
            next++;
        }

        await sending;
    }

    [Fact]
    public async Task Session_should_report_both_streams_in_full_when_one_is_flooded()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import sys\nfor i in range(20000): print('x' * 100); i % 100 or print('e', file=sys.stderr)\n");

        var events = await session.UntilAsync<UnitFinished>();

        Assert.Equal(20000 * 101, events.Text().Length);
        Assert.Equal(200 * 2, events.Text(OutputStream.Stderr).Length);
    }

    [Fact]
    public async Task Session_should_report_an_error_before_the_end_of_its_unit_and_skip_what_follows()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("x = 1\n", "x / 0\n", "print('never')\n");
        await session.EndAsync();

        var events = await session.ToEndAsync();

        var error = Assert.Single(events.OfType<ErrorRaised>());
        Assert.Equal((1, "ZeroDivisionError", 2), (error.UnitId, error.Error.Type, error.Error.Line));
        Assert.True(events.IndexOf(error) < events.FindIndex(received => received is UnitFinished { UnitId: 1 }));
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Failed, UnitOutcome.Skipped], events.Outcomes());
        Assert.Contains("ZeroDivisionError", events.Text(OutputStream.Stderr), StringComparison.Ordinal);
        Assert.Equal(new BackendClosed(1, null), events.Closed());
    }

    [Fact]
    public async Task Session_should_report_the_whole_programs_error_with_its_end()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("x = 1\n");
        await session.EndAsync(ProgramEnding.Complete, "x = (\n"u8.ToArray(), CancellationToken.None);

        var events = await session.ToEndAsync();

        var finished = Assert.Single(events.OfType<ProgramFinished>());
        Assert.Equal("SyntaxError", finished.Error?.Type);
        Assert.Equal(new BackendClosed(1, null), events.Closed());
    }

    [Fact]
    public async Task Session_should_report_the_output_of_exit_handlers_and_the_programs_status()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import atexit, sys; atexit.register(print, 'bye')\n", "sys.exit(5)\n");
        await session.EndAsync(ProgramEnding.Stopped);

        var events = await session.ToEndAsync();

        Assert.Equal("bye\n", events.Text());
        Assert.Equal([UnitOutcome.Succeeded, UnitOutcome.Exited], events.Outcomes());
        Assert.Equal(new BackendClosed(5, null), events.Closed());
    }

    [Fact]
    public async Task Session_should_keep_the_output_that_came_before_the_greeting()
    {
        var folder = Directory.CreateTempSubdirectory();
        var worker = Path.Combine(folder.FullName, "worker.py");
        var scripted = Path.Combine(AppContext.BaseDirectory, "ScriptedWorker");
        await File.WriteAllTextAsync(worker, $"print('early', flush=True); exec(open('{scripted}/worker.py').read())\n");
        var backend = TestBackends.Python(options => options.WorkerDirectory = folder.FullName);

        await using var session = await backend.OpenAsync(TestBackends.Program, CancellationToken.None);

        await session.SubmitAsync("pass");
        Assert.Equal("early\n", (await session.UntilAsync<UnitFinished>()).Text());
        folder.Delete(recursive: true);
    }

    /// <summary>The text up to the end of a unit's own mark: later units' output may be there already.</summary>
    private static string Upto(StringBuilder text, int unit)
    {
        var all = text.ToString();
        var mark = $"<{unit}>";
        var at = all.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? all : all[..(at + mark.Length)];
    }
}
