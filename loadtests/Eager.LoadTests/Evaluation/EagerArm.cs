using Eager.Effects;

namespace Eager.LoadTests.Evaluation;

/// <summary>One of the eager runs that are compared with the serial run of a program.</summary>
/// <param name="Effects">The effects profile.</param>
/// <param name="OpensBlocks">True where statements that are still arriving may run in parts.</param>
public sealed record EagerArm(EffectProfile Effects, bool OpensBlocks);
