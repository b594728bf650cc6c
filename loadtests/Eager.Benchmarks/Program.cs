using BenchmarkDotNet.Running;
using Eager.Benchmarks.Allocations;

if (args is ["allocations", var baseline])
{
    AllocationBaseline.Write(baseline);
    return;
}

// In this process: the native libraries and the worker's program lie beside it.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    [.. args, "--inProcess", "--artifacts", Path.Combine(AppContext.BaseDirectory, "results")]);
