using System.Xml;

namespace Eager.Host.Reports;

/// <summary>
/// Draws arms on one time axis: the text arriving, batches, each statement's execution, output, and the time after the last token.
/// The only drawing of a run there is: the page of a report holds it, the demo saves it.
/// </summary>
internal sealed class TimelineSvg
{
    private const double Width = 1120;
    private const double Left = 76;
    private const double Right = 30;
    private const double ArmGap = 26;
    private const double RowGap = 8;
    private const int BatchRows = 3;
    private const int MostTicks = 12;

    private static readonly double[] RoundFactors = [1, 2, 5, 10];

    private readonly SvgCanvas _canvas;
    private readonly Timeline _timeline;
    private readonly List<(double Y, string Text, string Style)> _labels = [];

    private TimelineSvg(XmlWriter svg, Timeline timeline)
    {
        _timeline = timeline;
        _canvas = new SvgCanvas(svg, Left, (Width - Left - Right) / timeline.End.TotalMilliseconds);
    }

    /// <summary>Saves a picture that stands by itself.</summary>
    public static void Save(string path, Timeline timeline)
    {
        using var svg = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        Write(svg, timeline, standsAlone: true);
    }

    /// <summary>Writes the picture.</summary>
    /// <param name="svg">Takes it.</param>
    /// <param name="timeline">What to draw.</param>
    /// <param name="standsAlone">True to add what a page around it says otherwise: title, legend, colours.</param>
    public static void Write(XmlWriter svg, Timeline timeline, bool standsAlone) => new TimelineSvg(svg, timeline).Draw(svg, standsAlone);

    private void Draw(XmlWriter svg, bool standsAlone)
    {
        var first = standsAlone ? 76.0 : 34;
        var bottom = first + _timeline.Arms.Sum(Height) + (ArmGap * (_timeline.Arms.Count - 1));
        var height = bottom + (standsAlone ? 44 : 10);
        svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        svg.WriteAttributeString("class", "timeline");
        svg.WriteAttributeString("viewBox", $"0 0 {SvgCanvas.Format(Width)} {SvgCanvas.Format(height)}");
        svg.WriteAttributeString("role", "img");
        svg.WriteAttributeString("aria-label", _timeline.Title);
        _canvas.Numbers(("data-left", Left), ("data-right", Right), ("data-end", _timeline.End.TotalMilliseconds));
        if (standsAlone)
        {
            svg.WriteElementString("style", PageFiles.Read("timeline.css"));
            _canvas.Box(0, 0, Width, height, "paper");
            _canvas.Text(Left, 30, _timeline.Title, "title");
        }

        Axis(first - 12, bottom);
        var top = first;
        foreach (var arm in _timeline.Arms)
        {
            Arm(arm, top);
            top += Height(arm) + ArmGap;
        }

        Labels(first, bottom);
        if (standsAlone)
            Legend(bottom + 28);
        svg.WriteEndElement();
    }

    private void Axis(double top, double bottom)
    {
        _canvas.Begin("g", ("class", "axis"));
        _canvas.Numbers(("data-top", top), ("data-bottom", bottom));
        var end = _timeline.End.TotalSeconds;
        var step = Step(end);
        for (var tick = 0; tick * step <= end * (1 + 1e-9); tick++)
        {
            var at = TimeSpan.FromSeconds(tick * step);
            _canvas.Mark(at, top, bottom, "grid");
            var label = step < 0.01 ? $"{tick * step * 1000:0.###} ms" : $"{tick * step:0.###} s";
            _canvas.Label(at, top - 6, label, "tick");
        }

        _canvas.End();
    }

    /// <summary>A step of 1, 2 or 5 times a power of ten with at most so many ticks.</summary>
    private static double Step(double end)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(end / MostTicks)));
        return RoundFactors.Select(factor => factor * power).First(step => end / step <= MostTicks);
    }

    private void Arm(TimelineArm arm, double top)
    {
        var y = top + 16;
        _labels.Add((y, arm.Name, "arm"));
        _canvas.Text(Left, y, Summary(arm), "note");
        var start = y + 8;
        y = start;
        y = Row(y, 34, "tokens", at => Tokens(arm, at));
        if (arm.Batches.Count > 0)
            y = Row(y, 13, "batches", at => Batches(arm, at));
        y = Row(y, 24, "runs", at => Runs(arm, at));
        if (!arm.IsPredicted)
            y = Row(y, 9, "output", at => Each(arm.Outputs, output => _canvas.Dot(output, at + 5, 2.8, "output")));
        y = Row(y, 9, "NEL", at => Wait(arm, at));
        _canvas.Mark(arm.Generation, start - 2, y, "last-token");
        if (arm.Bound is { } bound)
            _canvas.Mark(bound, start - 2, y, "bound");
    }

    private static double Height(TimelineArm arm) =>
        24 + 34 + 24 + 9 + (RowGap * 3) + (arm.Batches.Count > 0 ? 13 + RowGap : 0) + (arm.IsPredicted ? 0 : 9 + RowGap);

    private double Row(double y, double height, string name, Action<double> draw)
    {
        _labels.Add((y + (height / 2) + 4, name, "row"));
        draw(y);
        return y + height + RowGap;
    }

    private void Tokens(TimelineArm arm, double y)
    {
        _canvas.Area(arm.Arrivals, y + 34, 34, "arrived");
        foreach (var (bar, share) in arm.Releases)
            _canvas.Dot(bar, y + 34 - (share * 34), 2.6, "released");
    }

    /// <summary>Batches that overlap lie beneath each other, as far as there is room.</summary>
    private void Batches(TimelineArm arm, double y)
    {
        var free = new TimeSpan[BatchRows];
        foreach (var batch in arm.Batches)
        {
            var row = Math.Max(0, Array.FindIndex(free, until => until <= batch.From));
            free[row] = batch.To;
            _canvas.Bar(batch, y + (row * 4.5), 3.5, "batch", 1);
        }
    }

    private void Runs(TimelineArm arm, double y)
    {
        Each(arm.Runs, run => _canvas.Bar(run, y, 24, arm.IsPredicted ? "run predicted" : "run", 1.5));
        Each(arm.Holds, hold => _canvas.Bar(hold, y + 17, 7, "held"));
    }

    private void Wait(TimelineArm arm, double y) => _canvas.Bar(
        new TimelineBar(arm.Generation, arm.Total, $"NEL {Figures.Duration(arm.NonOverlapped)}\nfrom the last token at {Figures.Time(arm.Generation)} to the end at {Figures.Time(arm.Total)}"),
        y,
        9,
        arm.IsPredicted ? "nel predicted" : "nel",
        1.5);

    private static void Each(IReadOnlyList<TimelineBar> bars, Action<TimelineBar> draw)
    {
        foreach (var bar in bars)
            draw(bar);
    }

    private static string Summary(TimelineArm arm)
    {
        var bound = arm.Bound is { } least ? $" (no schedule below {Figures.Duration(least - arm.Generation)})" : "";
        var output = arm.FirstOutput is { } first ? $", first output at {Figures.Time(first)}" : "";
        var predicted = arm.IsPredicted ? ", predicted from the execution times above" : "";
        return $"NEL {Figures.Duration(arm.NonOverlapped)}{bound}, E2EL {Figures.Time(arm.Total)}{output}{predicted}";
    }

    /// <summary>Names of the rows, in front of everything: a page keeps them in place while the rest scrolls.</summary>
    private void Labels(double top, double bottom)
    {
        _canvas.Begin("g", ("class", "labels"));
        _canvas.Box(0, top, Left - 6, bottom - top, "paper");
        foreach (var (y, text, style) in _labels)
            _canvas.Text(Left - 12, y, text, style);
        _canvas.End();
    }

    private void Legend(double y)
    {
        var x = Left;
        foreach (var (style, text) in Keys(_timeline))
        {
            Key(_canvas, x, y - 9, style);
            _canvas.Text(x + 17, y, text, "note");
            x += 36 + (text.Length * 5.9);
        }
    }

    /// <summary>A sample of what a colour is used for, 12 by 10.</summary>
    public static void Key(SvgCanvas canvas, double x, double y, string style)
    {
        switch (style)
        {
            case "released" or "output":
                canvas.Circle(x + 6, y + 5, 3.2, style);
                break;
            case "bound":
                canvas.Line(x, y + 5, x + 12, y + 5, style);
                break;
            default:
                canvas.Box(x, y, 12, 10, style);
                break;
        }
    }

    /// <summary>What the colours mean, as far as they occur.</summary>
    public static IEnumerable<(string Style, string Text)> Keys(Timeline timeline)
    {
        yield return ("arrived", "text arrives");
        if (timeline.Arms.Any(arm => arm.Releases.Count > 0))
            yield return ("released", "a statement is certain");
        if (timeline.Arms.Any(arm => arm.Batches.Count > 0))
            yield return ("batch", "a batch is under way");
        yield return ("run", "a statement runs");
        if (timeline.Arms.Any(arm => arm.Runs.Any(run => run.IsFailure)))
            yield return ("run bad", "a statement fails");
        if (timeline.Arms.Any(arm => arm.Holds.Count > 0))
            yield return ("held", "an effect is held");
        if (timeline.Arms.Any(arm => arm.Outputs.Count > 0))
            yield return ("output", "output");
        yield return ("nel", "after the last token (NEL)");
        if (timeline.Arms.Any(arm => arm.Bound is not null))
            yield return ("bound", "no schedule ends earlier");
    }
}
