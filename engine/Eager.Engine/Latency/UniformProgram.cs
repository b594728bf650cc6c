namespace Eager.Engine.Latency;

/// <summary>
/// A program whose chunks are all alike (arXiv 2604.00491, §2, "regimes"). A chunk arrives every a = L/(N·v) seconds and occupies the executor for
/// b = s + τ seconds, where τ = x_full/N.
/// </summary>
/// <param name="Generation">L/v: how long the program takes to arrive after the first token, in seconds, above 0.</param>
/// <param name="Execution">x_full: execution time of the whole program, in seconds.</param>
/// <param name="Dispatch">s: overhead of one dispatch, in seconds.</param>
public readonly record struct UniformProgram(double Generation, double Execution, double Dispatch)
{
    /// <summary>T_FT: when the first token arrived, in seconds.</summary>
    public double FirstToken { get; init; }

    /// <summary>d: detection delay of a chunk, in seconds.</summary>
    public double Detection { get; init; }

    /// <summary>
    /// N* = (L/v − x_full)/s, where generation and execution are balanced; infinite where a dispatch costs nothing and the generation is the slower,
    /// 0 where no number of chunks makes the executor keep up.
    /// </summary>
    public double BalancedChunks => Generation <= Execution ? 0 : (Generation - Execution) / Dispatch;

    /// <summary>
    /// The number of chunks, as a real number of at least 1, that ends the run earliest: max(N*, √((L/v)/s)). Up to N* more chunks only make the
    /// last one shorter; beyond it the overheads add up, and L/(N·v) + N·s is least at the square root.
    /// </summary>
    public double BestChunks => Math.Max(1, Math.Max(BalancedChunks, Math.Sqrt(Generation / Dispatch)));

    /// <summary>Which pace decides with so many chunks.</summary>
    /// <param name="chunks">N, above 0.</param>
    public LatencyRegime Regime(double chunks) => (Generation / chunks).CompareTo(Dispatch + (Execution / chunks)) switch
    {
        > 0 => LatencyRegime.GenerationDominated,
        0 => LatencyRegime.Balanced,
        < 0 => LatencyRegime.ExecutionDominated,
    };

    /// <summary>
    /// When a run with so many chunks ends, in seconds: T_FT + L/v + d + b where the generation dominates, T_FT + a + d + N·b where the execution does.
    /// </summary>
    /// <param name="chunks">N, above 0.</param>
    public double End(double chunks)
    {
        var interval = Generation / chunks;
        var service = Dispatch + (Execution / chunks);
        return FirstToken + Detection + Math.Max(Generation + service, interval + (chunks * service));
    }
}
