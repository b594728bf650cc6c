using System.Globalization;
using System.Xml;

namespace Eager.Host.Demo;

/// <summary>Draws both arms on one time axis: the generation, each statement's execution, output, and the time after the last token.</summary>
internal static class TimelineSvg
{
    private const double Width = 960;
    private const double Left = 92;
    private const double Right = 24;
    private const double LaneHeight = 92;
    private const double Top = 58;
    private const string Ink = "#1f2933";
    private const string Faint = "#d5dbe1";
    private const string Generation = "#9db4c8";
    private const string Execution = "#2f7d5b";
    private const string Failure = "#b83232";
    private const string Residual = "#c8742a";

    public static void Save(string path, string title, ArmSnapshot serial, ArmSnapshot eager)
    {
        using var file = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        var end = Math.Max(serial.Summary!.Total.TotalSeconds, eager.Summary!.Total.TotalSeconds);
        var drawing = new Drawing(file, (Width - Left - Right) / end);
        drawing.Begin(Width, Top + (2 * LaneHeight) + 84);
        drawing.Text(Left, 26, title, 15, Ink, bold: true);
        Axis(drawing, end);
        Lane(drawing, "serial", serial, Top);
        Lane(drawing, "eager", eager, Top + LaneHeight);
        Legend(drawing, Top + (2 * LaneHeight) + 62);
        drawing.End();
    }

    private static void Axis(Drawing drawing, double end)
    {
        var bottom = Top + (2 * LaneHeight);
        var step = end > 30 ? 5.0 : end > 8 ? 1 : end > 3 ? 0.5 : 0.1;
        for (var tick = 0; tick * step <= end; tick++)
        {
            var x = Left + (tick * step * drawing.PixelsPerSecond);
            drawing.Line(x, Top - 8, x, bottom, Faint, 1);
            drawing.Text(x, bottom + 18, string.Create(CultureInfo.InvariantCulture, $"{tick * step:0.#} s"), 11, Ink, anchor: "middle");
        }
    }

    private static void Lane(Drawing drawing, string name, ArmSnapshot arm, double top)
    {
        var summary = arm.Summary!;
        drawing.Text(Left - 12, top + 38, name, 14, Ink, anchor: "end", bold: true);
        drawing.Bar(TimeSpan.Zero, summary.Generation, top + 6, 14, Generation, "tokens arrive");
        foreach (var statement in arm.Statements)
        {
            if (statement.Timing is not { Outcome: not Eager.Executions.UnitOutcome.Skipped } timing)
                continue;
            var code = statement.Boundary.Code;
            var milliseconds = (timing.FinishedAt - timing.StartedAt).TotalMilliseconds;
            drawing.Bar(
                timing.StartedAt,
                timing.FinishedAt,
                top + 24,
                20,
                statement.Failed ? Failure : Execution,
                string.Create(CultureInfo.InvariantCulture, $"lines {code.Line}-{code.EndLine}: {milliseconds:F1} ms"));
        }

        foreach (var output in arm.Outputs)
            drawing.Dot(output, top + 52, Ink);
        drawing.Bar(summary.Generation, summary.Total, top + 60, 6, Residual, "after the last token");
        drawing.Text(
            Left,
            top + 76,
            string.Create(
                CultureInfo.InvariantCulture,
                $"E2EL {summary.Total.TotalSeconds:F2} s, NEL {summary.NonOverlapped.TotalMilliseconds:F0} ms, first output at {summary.FirstOutput?.TotalSeconds ?? double.NaN:F2} s"),
            11,
            Ink);
    }

    private static void Legend(Drawing drawing, double y)
    {
        var x = Left;
        foreach (var (color, text) in new[]
        {
            (Generation, "tokens arrive"), (Execution, "a statement runs"), (Ink, "output"), (Residual, "after the last token (NEL)"),
        })
        {
            drawing.Box(x, y - 9, 12, 10, color);
            drawing.Text(x + 17, y, text, 11, Ink);
            x += 40 + (text.Length * 6.2);
        }
    }

    /// <summary>SVG primitives in the coordinates of the chart.</summary>
    private sealed class Drawing(XmlWriter svg, double pixelsPerSecond)
    {
        /// <summary>The least width at which a bar can still be seen.</summary>
        private const double Hairline = 1.2;

        public double PixelsPerSecond => pixelsPerSecond;

        public void Begin(double width, double height)
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            svg.WriteAttributeString("viewBox", $"0 0 {Format(width)} {Format(height)}");
            svg.WriteAttributeString("font-family", "system-ui, sans-serif");
            svg.WriteAttributeString("role", "img");
            Box(0, 0, width, height, "#ffffff");
        }

        public void End() => svg.WriteEndElement();

        public void Bar(TimeSpan from, TimeSpan to, double y, double height, string color, string hover)
        {
            var width = Math.Max(Hairline, (to - from).TotalSeconds * pixelsPerSecond);
            Box(Left + (from.TotalSeconds * pixelsPerSecond), y, width, height, color, hover);
        }

        public void Dot(TimeSpan at, double y, string color)
        {
            svg.WriteStartElement("circle");
            Attributes(("cx", Left + (at.TotalSeconds * pixelsPerSecond)), ("cy", y), ("r", 2.2));
            svg.WriteAttributeString("fill", color);
            svg.WriteEndElement();
        }

        public void Line(double x1, double y1, double x2, double y2, string color, double width)
        {
            svg.WriteStartElement("line");
            Attributes(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", width));
            svg.WriteAttributeString("stroke", color);
            svg.WriteEndElement();
        }

        public void Box(double x, double y, double width, double height, string color, string? hover = null)
        {
            svg.WriteStartElement("rect");
            Attributes(("x", x), ("y", y), ("width", width), ("height", height));
            svg.WriteAttributeString("fill", color);
            if (hover is not null)
                svg.WriteElementString("title", hover);
            svg.WriteEndElement();
        }

        public void Text(double x, double y, string text, double size, string color, string anchor = "start", bool bold = false)
        {
            svg.WriteStartElement("text");
            Attributes(("x", x), ("y", y), ("font-size", size));
            svg.WriteAttributeString("fill", color);
            svg.WriteAttributeString("text-anchor", anchor);
            if (bold)
                svg.WriteAttributeString("font-weight", "600");
            svg.WriteString(text);
            svg.WriteEndElement();
        }

        private static string Format(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

        private void Attributes(params ReadOnlySpan<(string Name, double Value)> attributes)
        {
            foreach (var (name, value) in attributes)
                svg.WriteAttributeString(name, Format(value));
        }
    }
}
