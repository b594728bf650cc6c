namespace Eager.Executors.Tests.Processes;

[Collection(nameof(WholeProcess))]
public sealed class WorkerLeakTests
{
    [Fact]
    public async Task Sessions_should_leave_no_descriptor_and_no_process_when_two_hundred_have_come_and_gone()
    {
        await RunAsync(0);
        var (descriptors, children) = (ProcessTable.Descriptors(), ProcessTable.Children().Length);

        for (var i = 0; i < 200; i += 4)
            await Task.WhenAll(RunAsync(i), RunAsync(i + 1), RunAsync(i + 2), RunAsync(i + 3));

        Assert.Equal(children, ProcessTable.Children().Length);
        Assert.InRange(ProcessTable.Descriptors(), 0, descriptors + 2);
    }

    /// <summary>Ends in one of four ways: to its end, killed while busy, disposed at once, by itself.</summary>
    private static async Task RunAsync(int way)
    {
        await using var session = await TestBackends.OpenPythonAsync();
        switch (way % 4)
        {
            case 0:
                await session.SubmitAsync("print(1)\n");
                await session.EndAsync();
                await session.ToEndAsync();
                break;
            case 1:
                await session.SubmitAsync("print(1, flush=True)\nwhile True: pass\n");
                await session.NextAsync();
                break;
            case 2:
                break;
            default:
                await session.SubmitAsync("import os; os.abort()\n");
                await session.ToEndAsync();
                break;
        }
    }
}
