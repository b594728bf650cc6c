namespace Eager.Server.Description;

/// <summary>Something that the query or a header may hold.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Example">A value; its JSON type is the parameter's.</param>
/// <param name="IsHeader">True for a header, false for the query.</param>
internal sealed record ApiParameter(string Name, string Description, object Example, bool IsHeader = false);
