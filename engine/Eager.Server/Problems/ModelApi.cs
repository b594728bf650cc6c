namespace Eager.Server.Problems;

/// <summary>Metadata of addresses that clients of a model's API call.</summary>
internal sealed class ModelApi;
