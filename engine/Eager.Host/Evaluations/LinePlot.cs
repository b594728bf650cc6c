using System.Globalization;
using System.Xml;
using Eager.Host.Reports;
using Eager.LoadTests.Evaluation.Arms;

namespace Eager.Host.Evaluations;

/// <summary>Lines over a few places, with the ends of their confidence intervals.</summary>
internal sealed class LinePlot
{
    private const double Width = 760;
    private const double Height = 420;
    private const double Left = 76;
    private const double Right = 150;
    private const double Top = 56;
    private const double Bottom = 52;
    private const int Ticks = 5;

    /// <summary>Lines stand aside, so that their intervals can be told apart.</summary>
    private const double Apart = 4;

    /// <summary>On a logarithmic axis nothing lies lower.</summary>
    private const double Smallest = 0.1;

    /// <summary>Colours that the colour-blind can tell apart (Okabe and Ito 2008).</summary>
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"];

    private readonly XmlWriter _svg;
    private readonly SvgCanvas _canvas;
    private readonly IReadOnlyList<string> _places;
    private readonly double _low;
    private readonly double _high;
    private readonly bool _isLogarithmic;

    private LinePlot(XmlWriter svg, IReadOnlyList<string> places, IReadOnlyList<PlotSeries> series, bool isLogarithmic)
    {
        (_svg, _places, _isLogarithmic) = (svg, places, isLogarithmic);
        _canvas = new SvgCanvas(svg, left: 0, pixelsPerMillisecond: 1);
        double[] values = [.. series.SelectMany(line => line.Points).OfType<Estimate>().SelectMany(point => new[] { point.Low, point.High })];
        (_low, _high) = isLogarithmic
            ? (Math.Pow(10, Math.Floor(Math.Log10(Math.Max(values.Min(), Smallest)))), Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()))))
            : (Math.Min(0, Math.Floor(values.Min() / 10) * 10), Math.Ceiling(values.Max() / 10) * 10);
    }

    /// <summary>Saves a plot as SVG.</summary>
    /// <param name="path">Where.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="axis">What the places are.</param>
    /// <param name="places">Their names.</param>
    /// <param name="series">The lines; at least one with a point.</param>
    /// <param name="isLogarithmic">True where values span orders of magnitude.</param>
    public static void Save(
        string path, string title, string unit, string axis, IReadOnlyList<string> places, IReadOnlyList<PlotSeries> series, bool isLogarithmic)
    {
        using var svg = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        new LinePlot(svg, places, series, isLogarithmic).Draw(title, unit, axis, series);
    }

    private void Draw(string title, string unit, string axis, IReadOnlyList<PlotSeries> series)
    {
        _svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        _svg.WriteAttributeString("viewBox", $"0 0 {SvgCanvas.Format(Width)} {SvgCanvas.Format(Height)}");
        _svg.WriteAttributeString("role", "img");
        _svg.WriteAttributeString("aria-label", title);
        _svg.WriteElementString(
            "style",
            "text{font:12px system-ui,sans-serif;fill:#222}.title{font-size:15px;font-weight:600}.grid{stroke:#ddd}.axis{stroke:#888}.paper{fill:#fff}.middle{text-anchor:middle}.end{text-anchor:end}");
        _canvas.Box(0, 0, Width, Height, "paper");
        _canvas.Text(Left, 26, title, "title");
        _canvas.Text(Left, 46, unit, "");
        DrawAxes(axis);
        for (var i = 0; i < series.Count; i++)
            DrawLine(series[i], Colours[i % Colours.Length], Apart * (i - ((series.Count - 1) / 2.0)), Top + 10 + (i * 20));
        _svg.WriteEndElement();
    }

    private void DrawAxes(string axis)
    {
        foreach (var tick in TickValues())
        {
            _canvas.Line(Left, Y(tick), Width - Right, Y(tick), "grid");
            _canvas.Text(Left - 8, Y(tick) + 4, tick.ToString("0.###", CultureInfo.InvariantCulture), "end");
        }

        _canvas.Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis");
        for (var at = 0; at < _places.Count; at++)
            _canvas.Text(X(at), Height - Bottom + 18, _places[at], "middle");
        _canvas.Text((Left + Width - Right) / 2, Height - 12, axis, "middle");
    }

    private IEnumerable<double> TickValues()
    {
        if (!_isLogarithmic)
            return Enumerable.Range(0, Ticks + 1).Select(i => _low + (i * (_high - _low) / Ticks));
        return Enumerable.Range(0, (int)Math.Round(Math.Log10(_high / _low)) + 1).Select(i => _low * Math.Pow(10, i));
    }

    private void DrawLine(PlotSeries line, string colour, double aside, double keyAt)
    {
        var points = line.Points.Select((point, at) => (point, at)).Where(one => one.point is not null).Select(one => (X: X(one.at) + aside, Point: one.point!.Value)).ToArray();
        _canvas.Begin("g", ("stroke", colour), ("stroke-width", "2"), ("fill", "none"));
        _canvas.Begin("polyline", ("points", string.Join(' ', points.Select(one => $"{SvgCanvas.Format(one.X)},{SvgCanvas.Format(Y(one.Point.Value))}"))));
        _canvas.End();
        foreach (var (x, point) in points)
        {
            _canvas.Circle(x, Y(point.Value), 3, "");
            _canvas.Line(x, Y(point.Low), x, Y(point.High), "");
        }

        _canvas.Line(Width - Right + 14, keyAt, Width - Right + 38, keyAt, "");
        _canvas.End();
        _canvas.Text(Width - Right + 44, keyAt + 4, line.Name, "");
    }

    private double X(int place) => Left + ((Width - Right - Left) * (place + 0.5) / _places.Count);

    private double Y(double value)
    {
        var share = _isLogarithmic
            ? Math.Log10(Math.Max(value, _low) / _low) / Math.Log10(_high / _low)
            : (value - _low) / (_high - _low);
        return Height - Bottom - (share * (Height - Bottom - Top));
    }
}
