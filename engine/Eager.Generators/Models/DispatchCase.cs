namespace Eager.Generators.Models;

/// <summary>One arm of the type switch.</summary>
/// <param name="MessageType">The message's name from <c>global::</c> on.</param>
/// <param name="Handler">The method's name as source text.</param>
internal sealed record DispatchCase(string MessageType, string Handler);
