namespace Eager.Executors.Tests;

/// <summary>Tests that count what this whole process has, or touch what all its sessions share: nothing runs beside them.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
