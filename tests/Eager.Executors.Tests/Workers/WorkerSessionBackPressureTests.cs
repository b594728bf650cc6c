using Eager.Executions;

namespace Eager.Executors.Tests.Workers;

[Collection(nameof(WholeProcess))]
public sealed class WorkerSessionBackPressureTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task Session_should_keep_memory_flat_when_a_program_prints_100_MB()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import sys\nfor _ in range(1600): sys.stdout.write('x' * 65535 + '\\n')\n");

        var (received, largest, most) = (0L, 0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        while (await session.NextAsync() is OutputReceived output)
        {
            received += output.Bytes.Length;
            largest = Math.Max(largest, output.Bytes.Length);
            if (received % (10 * MiB) < 64 * 1024)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(1600 * 65536, received);
        Assert.InRange(largest, 1, 64 * 1024);
        Assert.InRange(most, long.MinValue, 4 * MiB);
    }

    [Fact]
    public async Task Session_should_hold_the_program_back_when_nobody_receives()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        var count = Path.GetTempFileName();
        await session.SubmitAsync(
            $"import os, mmap; f = open({Quoted(count)}, 'r+b'); f.truncate(8); m = mmap.mmap(f.fileno(), 8)\n",
            "n = 0\nwhile n < 10_000_000: n += os.write(1, b'x' * 4096); m[:] = n.to_bytes(8, 'little')\n");
        var first = await session.UntilAsync<UnitFinished>();

        Assert.True(await ProcessTable.BecomesTrueAsync(() => Written() > 0));
        var (last, now) = (-1L, Written());
        while (last != now)
        {
            await Task.Delay(200);
            (last, now) = (now, Written());
        }

        Assert.InRange(now - first.Text().Length, 0, 64 * 1024 + 4096);
        var rest = await session.UntilAsync<UnitFinished>();
        Assert.Equal(Written(), first.Text().Length + rest.Text().Length);
        Assert.InRange(Written(), 10_000_000, 10_010_000);
        File.Delete(count);

        long Written()
        {
            using var file = new FileStream(count, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[8];
            return file.Read(bytes) == 8 ? BitConverter.ToInt64(bytes) : 0;
        }
    }

    [Fact]
    public async Task Session_should_not_lock_up_when_ten_thousand_units_are_sent_ahead_of_a_program_that_prints_much()
    {
        const int count = 10_000;
        await using var session = await TestBackends.OpenPythonAsync();
        var sending = session.SubmitAsync([.. Enumerable.Repeat("print('y' * 5000)\n", count)]).AsTask();

        var events = new List<BackendEvent>();
        var received = 0L;
        while (events.Count < count)
        {
            var next = await session.NextAsync();
            if (next is OutputReceived output)
                received += output.Bytes.Length;
            else
                events.Add(next);
        }

        await sending;
        Assert.Equal(count * 5001L, received);
        Assert.All(events, finished => Assert.Equal(UnitOutcome.Succeeded, Assert.IsType<UnitFinished>(finished).Outcome));
    }

    [Fact]
    public async Task Submission_should_wait_when_the_worker_does_not_read_and_go_on_after_a_cancelled_call()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        await session.SubmitAsync("import sys; sys.stdin.read(); import time; time.sleep(1.5)\n");
        var long1 = SessionExtensions.Unit(1, $"a = '{new string('a', 300_000)}'\n");
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.SubmitAsync([long1], giveUp.Token));
        await session.SubmitAsync([SessionExtensions.Unit(2, "print(len(a))\n")], CancellationToken.None);

        var events = await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 2);
        Assert.Equal("300000\n", events.Text());
    }

    [Fact]
    public async Task Session_should_carry_statements_of_any_length()
    {
        await using var session = await TestBackends.OpenPythonAsync();
        var sizes = new[] { 100_000, 1_000_000, 12_000_000 };
        var sending = session.SubmitAsync([.. sizes.Select(size => $"print(len('{new string('z', size)}'))\n")]).AsTask();

        var events = await session.UntilAsync<UnitFinished>(finished => finished.UnitId == 2);

        await sending;
        Assert.Equal("100000\n1000000\n12000000\n", events.Text());
    }

    private static string Quoted(string text) => $"'{text}'";
}
