namespace Eager.Benchmarks.Allocations;

/// <summary>Bytes that an operation allocates on its thread: the same in every run, whatever else the machine does.</summary>
public static class AllocationMeter
{
    private const int WarmUps = 2;
    private const int Runs = 8;

    /// <summary>The least and the most of several runs, a operation. The compiler may take allocations away when it optimises, never add one.</summary>
    public static (double Least, double Most) Measure(AllocationCase measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        for (var i = 0; i < WarmUps; i++)
            measured.Run();
        var (least, most) = (double.MaxValue, 0.0);
        for (var i = 0; i < Runs; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            measured.Run();
            var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / measured.Operations;
            (least, most) = (Math.Min(least, bytes), Math.Max(most, bytes));
        }

        return (least, most);
    }
}
