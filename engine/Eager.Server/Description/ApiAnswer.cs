namespace Eager.Server.Description;

/// <summary>An answer that is no refusal.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Description">What it says, in a line.</param>
/// <param name="Contents">Its body in each type that it may have; none for no body.</param>
internal sealed record ApiAnswer(int Status, string Description, params IReadOnlyList<ApiContent> Contents);
