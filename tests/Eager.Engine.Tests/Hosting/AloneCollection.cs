namespace Eager.Engine.Tests.Hosting;

/// <summary>Tests that measure memory and run beside no others.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
