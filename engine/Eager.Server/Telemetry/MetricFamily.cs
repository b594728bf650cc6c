using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Eager.Server.Telemetry;

/// <summary>One metric with all of its label values: a counter or a histogram adds up, a gauge is what it was last.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly string _name;
    private readonly string _help;
    private readonly string _type;
    private readonly SortedDictionary<string, double[]> _series = new(StringComparer.Ordinal);

    private MetricFamily(string name, string help, string type) => (_name, _help, _type) = (name, help, type);

    public static MetricFamily Of(Instrument instrument)
    {
        var type = instrument switch { Counter<long> => "counter", Histogram<double> => "histogram", _ => "gauge" };
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return new MetricFamily(instrument.Name.Replace('.', '_') + unit + (type == "counter" ? "_total" : ""), instrument.Description ?? "", type);
    }

    public void Take(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out var cells))
            _series[labels] = cells = new double[_type == "histogram" ? Bounds.Length + 2 : 1];
        if (_type == "gauge")
        {
            cells[0] = value;
            return;
        }

        if (_type == "counter")
        {
            cells[0] += value;
            return;
        }

        // One cell a bound, then the count, then the sum.
        for (var i = 0; i < Bounds.Length; i++)
            cells[i] += value <= Bounds[i] ? 1 : 0;
        cells[^2]++;
        cells[^1] += value;
    }

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {_name} {_help}\n# TYPE {_name} {_type}\n");
        foreach (var (labels, cells) in _series)
            if (_type == "histogram")
                WriteHistogram(text, labels, cells);
            else
                Line(text, "", labels, cells[0]);
    }

    private void WriteHistogram(StringBuilder text, string labels, double[] cells)
    {
        var more = labels.Length == 0 ? "" : $"{labels},";
        for (var i = 0; i < Bounds.Length; i++)
            Line(text, "_bucket", string.Create(CultureInfo.InvariantCulture, $"{more}le=\"{Bounds[i]}\""), cells[i]);
        Line(text, "_bucket", $"{more}le=\"+Inf\"", cells[^2]);
        Line(text, "_sum", labels, cells[^1]);
        Line(text, "_count", labels, cells[^2]);
    }

    private void Line(StringBuilder text, string suffix, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{_name}{suffix}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value}\n");
}
