using Eager.LoadTests.Evaluation.Arms;

namespace Eager.Host.Evaluations;

/// <summary>A line of a plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Where it is at each place of the axis; null where it is not.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<Estimate?> Points);
