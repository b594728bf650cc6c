namespace Eager.Server.Problems;

/// <summary>A request is refused; the message says what about it, in one line.</summary>
internal sealed class ProblemException(Problem problem, string detail) : Exception(detail)
{
    public Problem Problem { get; } = problem;
}
