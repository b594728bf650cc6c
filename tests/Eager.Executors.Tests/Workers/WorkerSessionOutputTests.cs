using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

/// <summary>Output is there at once for a reader who waits, and together for one who comes late.</summary>
public sealed class WorkerSessionOutputTests
{
    [Fact]
    public async Task Line_should_be_received_while_its_statement_runs()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import time\nprint('line')\ntime.sleep(600)\n");
        Assert.Equal("line\n", await session.LineAsync());
    }

    [Fact]
    public async Task Lines_should_be_one_event_when_they_were_printed_before_anybody_looked()
    {
        var done = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync($"for n in range(5000): print('line', n)\nopen('{done}', 'w').close()\n");
        Assert.True(await ProcessTable.BecomesTrueAsync(() => File.Exists(done)));

        var events = await session.UntilAsync<UnitFinished>();

        var output = Assert.Single(events.OfType<OutputReceived>());
        Assert.Equal(string.Concat(Enumerable.Range(0, 5000).Select(n => $"line {n}\n")), new[] { output }.Text());
        File.Delete(done);
    }

    [Fact]
    public async Task Flood_should_come_in_pieces_of_a_pipe_when_the_reader_is_slower()
    {
        const int lines = 100_000;
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import os\nfor n in range(100_000): os.write(1, b'a line of output\\n')\n");

        var pieces = new List<int>();
        while (await session.NextAsync() is OutputReceived output)
        {
            pieces.Add(output.Bytes.Length);
            await Task.Delay(20);
        }

        Assert.Equal(lines * "a line of output\n".Length, pieces.Sum());
        Assert.InRange(pieces.Count, 1, lines / 100);
    }
}
