using Eager.Server.Problems;

namespace Eager.Server.Description;

/// <summary>What the interface's description says of one operation; stands beside its route as metadata.</summary>
/// <param name="Summary">One line.</param>
internal sealed record ApiOperation(string Summary)
{
    /// <summary>What the query and the headers may hold.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Bodies that are taken.</summary>
    public IReadOnlyList<ApiContent> Requests { get; init; } = [];

    /// <summary>Answers that are no refusals.</summary>
    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];

    /// <summary>Refusals beyond those that every operation has.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>False where no key is needed.</summary>
    public bool NeedsKey { get; init; } = true;
}
