using Eager.Executors.CSharpWorker.Running;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>Elements that were compiled together.</summary>
/// <param name="Submission">Their code.</param>
/// <param name="Units">Units that have statements in it, in order.</param>
/// <param name="HasResult">True where the last of them is an expression whose value is the program's result.</param>
internal sealed record ReadyCode(Submission Submission, IReadOnlyList<int> Units, bool HasResult);
