namespace Eager.LoadTests.Sessions;

/// <summary>Takes values while sessions run. Called from many threads.</summary>
public interface IStreamRecorder
{
    /// <param name="metric">What it is.</param>
    /// <param name="value">In the metric's unit.</param>
    void Record(LoadMetric metric, double value);
}
