namespace Eager.Generators.Models;

/// <summary>What one actor comes to.</summary>
/// <param name="Models">The dispatch to write: one item, or none where the class cannot be extended.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record ActorAnalysis(EquatableArray<ActorModel> Models, EquatableArray<Finding> Findings);
