using System.Globalization;
using System.Net;
using System.Text;
using Eager.LoadTests.Running;

namespace Eager.LoadTests.Reporting;

/// <summary>
/// Values by percentile as SVG. The axis is logarithmic in the share that lies above, so that p99 and p99.9 have as much room as the median;
/// the values are linear from 0, so that no difference looks larger than it is.
/// </summary>
internal static class PercentilePlot
{
    private const double Width = 500;
    private const double Height = 240;
    private const double Left = 56;
    private const double Right = 26;
    private const double Top = 14;
    private const double Bottom = 30;
    private const int Steps = 120;
    private const int Lines = 4;

    private static readonly double[] Marks = [0, 50, 90, 99, 99.9, 99.99];

    private static readonly double[] RoundSteps = [1, 2, 4, 6, 8, 10];

    private static readonly string[] Colours = ["#2f6fde", "#d9631e", "#1b9e77", "#a23bb5", "#b58900", "#c2185b", "#00838f", "#6d4c41", "#7cb342", "#5c6bc0", "#8d6e63"];

    public static void Write(TextWriter output, string unit, IReadOnlyList<(string Name, Distribution Values)> curves)
    {
        var most = curves.Max(curve => curve.Values.Count);
        var last = Marks.Last(mark => mark <= 50 || most >= 100 / (100 - mark));
        var top = Ceiling(curves.Max(curve => curve.Values.At(last)));
        output.Write(Line($"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\">"));
        for (var i = 0; i <= Lines; i++)
            Grid(output, top * i / Lines, top, unit);
        foreach (var mark in Marks.Where(mark => mark <= last))
            output.Write(Line($"<line class=\"grid\" x1=\"{X(mark, last):0.#}\" x2=\"{X(mark, last):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/><text x=\"{X(mark, last):0.#}\" y=\"{Height - 12}\" text-anchor=\"middle\">{(mark == 0 ? "min" : $"p{mark.ToString(CultureInfo.InvariantCulture)}")}</text>"));
        for (var i = 0; i < curves.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            output.Write(Line($"<polyline class=\"curve\" stroke=\"{colour}\" points=\"{Points(curves[i].Values, last, top)}\"/>"));
            if (curves.Count > 1)
                output.Write(Line($"<text x=\"{Left + 8}\" y=\"{Top + 12 + (13 * i)}\" style=\"fill:{colour}\">{WebUtility.HtmlEncode(curves[i].Name)}</text>"));
        }

        output.Write("</svg>");
    }

    private static void Grid(TextWriter output, double value, double top, string unit)
    {
        var y = Y(value, top);
        output.Write(Line($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:0.###} {unit}</text>"));
    }

    private static string Points(Distribution values, double last, double top)
    {
        var points = new StringBuilder();
        for (var i = 0; i <= Steps; i++)
        {
            var percentile = 100 * (1 - Math.Pow(1 - (last / 100), (double)i / Steps));
            points.Append(CultureInfo.InvariantCulture, $"{X(percentile, last):0.#},{Y(values.At(percentile), top):0.#} ");
        }

        return points.ToString();
    }

    private static double X(double percentile, double last) =>
        Left + ((Width - Left - Right) * Math.Log(1 - (percentile / 100)) / Math.Log(1 - (last / 100)));

    private static double Y(double value, double top) => Height - Bottom - ((Height - Top - Bottom) * Math.Min(value, top) / top);

    /// <summary>The next round number, for the axis.</summary>
    private static double Ceiling(double value)
    {
        if (value <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundSteps.Select(step => step * power).First(step => step >= value * 0.999);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
