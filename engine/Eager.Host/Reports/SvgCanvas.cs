using System.Globalization;
using System.Xml;

namespace Eager.Host.Reports;

/// <summary>SVG primitives on a time axis. Everything that stands at a time carries it as data, in milliseconds, so that a page can zoom.</summary>
internal sealed class SvgCanvas(XmlWriter svg, double left, double pixelsPerMillisecond)
{
    /// <summary>The least width at which a bar can still be seen.</summary>
    public const double Hairline = 1.5;

    public double X(TimeSpan at) => left + (at.TotalMilliseconds * pixelsPerMillisecond);

    public void Begin(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            svg.WriteAttributeString(attribute, value);
    }

    public void End() => svg.WriteEndElement();

    public void Bar(TimelineBar bar, double y, double height, string style, double rounding = 0)
    {
        Begin("rect", ("class", bar.IsFailure ? $"{style} bad" : style));
        Span(bar);
        Numbers(("y", y), ("height", height));
        if (rounding > 0)
            Numbers(("rx", rounding));
        Close(bar);
    }

    public void Dot(TimelineBar bar, double y, double radius, string style)
    {
        Begin("circle", ("class", bar.IsFailure ? $"{style} bad" : style));
        Numbers(("data-at", bar.From.TotalMilliseconds), ("cx", X(bar.From)), ("cy", y), ("r", radius));
        Close(bar);
    }

    /// <summary>A vertical line at a time.</summary>
    public void Mark(TimeSpan at, double top, double bottom, string style)
    {
        Begin("line", ("class", style));
        Numbers(("data-at", at.TotalMilliseconds), ("x1", X(at)), ("x2", X(at)), ("y1", top), ("y2", bottom));
        End();
    }

    public void Text(double x, double y, string text, string style)
    {
        Begin("text", ("class", style));
        Numbers(("x", x), ("y", y));
        svg.WriteString(text);
        End();
    }

    /// <summary>Text at a time.</summary>
    public void Label(TimeSpan at, double y, string text, string style)
    {
        Begin("text", ("class", style));
        Numbers(("data-at", at.TotalMilliseconds), ("x", X(at)), ("y", y));
        svg.WriteString(text);
        End();
    }

    public void Box(double x, double y, double width, double height, string style)
    {
        Begin("rect", ("class", style));
        Numbers(("x", x), ("y", y), ("width", width), ("height", height));
        End();
    }

    public void Circle(double x, double y, double radius, string style)
    {
        Begin("circle", ("class", style));
        Numbers(("cx", x), ("cy", y), ("r", radius));
        End();
    }

    public void Line(double x1, double y1, double x2, double y2, string style)
    {
        Begin("line", ("class", style));
        Numbers(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));
        End();
    }

    /// <summary>The area under a curve of shares, drawn in milliseconds and stretched, so that a zoom is one transformation.</summary>
    public void Area(IReadOnlyList<(TimeSpan At, double Share)> curve, double bottom, double height, string style)
    {
        Begin("g", ("class", "stretch"), ("transform", $"translate({Format(left)} 0) scale({pixelsPerMillisecond.ToString("R", CultureInfo.InvariantCulture)} 1)"));
        var points = curve.Select(point => $"{Format(point.At.TotalMilliseconds)},{Format(bottom - (point.Share * height))}");
        var (first, last) = (Format(curve[0].At.TotalMilliseconds), Format(curve[^1].At.TotalMilliseconds));
        Begin("polygon", ("class", style), ("points", $"{first},{Format(bottom)} {string.Join(' ', points)} {last},{Format(bottom)}"));
        End();
        End();
    }

    public static string Format(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public void Numbers(params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            svg.WriteAttributeString(name, Format(value));
    }

    private void Span(TimelineBar bar)
    {
        var (from, to) = (bar.From.TotalMilliseconds, bar.To.TotalMilliseconds);
        Numbers(("data-from", from), ("data-to", to), ("x", X(bar.From)), ("width", Math.Max(Hairline, (to - from) * pixelsPerMillisecond)));
    }

    private void Close(TimelineBar bar)
    {
        if (bar.Statement is { } statement)
            svg.WriteAttributeString("data-statement", statement.ToString(CultureInfo.InvariantCulture));
        svg.WriteElementString("title", bar.Hover);
        End();
    }
}
