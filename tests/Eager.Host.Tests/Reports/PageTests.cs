using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Eager.Host.Reports;

namespace Eager.Host.Tests.Reports;

/// <summary>What is written, before anybody shows it.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Page_should_load_nothing_from_anywhere()
    {
        var page = ReportPage.Write(HostileRun.Report);

        Assert.DoesNotMatch(@"<link|<iframe|<base|@import|url\(|\ssrc=(?!x)|\shref=", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_should_hold_one_script_and_name_it_by_its_hash()
    {
        var page = ReportPage.Write(HostileRun.Report);

        var script = Assert.Single(ScriptElement().Matches(page)).Groups[1].Value;
        Assert.Contains(
            $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", page, StringComparison.Ordinal);
        Assert.DoesNotContain(HostileRun.Flag, script, StringComparison.Ordinal);
    }

    [Fact]
    public void Placeholder_should_stay_as_it_is_when_the_program_holds_one() =>
        Assert.Contains("{{script}} &amp;lt;b", ReportPage.Write(HostileRun.Report), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\0\u001b\u007f\u0085", "a\u2400\u241b\u2421\ufffd")]
    [InlineData("a\u202eb\u2066c\uffff", "a\ufffdb\ufffdc\ufffd")]
    [InlineData("tab\tand\r\nline\rend", "tab\tand\nline\u240dend")]
    [InlineData("gr\u00fc\u00dfe \ud83d\ude00", "gr\u00fc\u00dfe \ud83d\ude00")]
    public void Text_should_show_what_cannot_be_seen(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Text_should_have_no_half_characters() => Assert.Equal("a\ufffdb", VisibleText.Of($"a{'\ud800'}b"));

    [Fact]
    public void Text_should_be_cut_between_characters() => Assert.Equal("a\u2026", VisibleText.Start("a\ud83d\ude00b", 2));

    [Fact]
    public void Picture_should_be_well_formed_and_name_every_statement_when_the_text_is_hostile()
    {
        var path = Path.GetTempFileName();
        TimelineSvg.Save(path, HostileRun.Report.Timeline);
        var picture = XDocument.Load(path);
        File.Delete(path);

        var runs = picture.Descendants().Where(one => one.Name.LocalName == "rect" && one.Attribute("data-statement") is not null && one.Attribute("class")!.Value.StartsWith("run", StringComparison.Ordinal));
        Assert.Equal(["0", "0", "1", "1", "2", "2"], runs.Select(run => run.Attribute("data-statement")!.Value).Order());
        Assert.DoesNotContain(picture.Descendants(), one => one.Name.LocalName is "script" or "img" or "foreignObject");
        Assert.DoesNotContain(
            picture.Descendants().SelectMany(one => one.Attributes()), one => one.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void Picture_should_be_drawn_when_nothing_ran()
    {
        var report = new SampleRun().Report(0, 0);

        Assert.Contains("</svg>", ReportPage.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Chrome_trace_should_hold_every_slice_in_microseconds()
    {
        using var bytes = new MemoryStream();
        var report = new SampleRun().Add("a", 10, 11, 31).Add("b", 20, 31, 41).Hold("open('x')", 35, 40).Print("x\n", 41).Report(100, 101);

        ChromeTrace.Write(bytes, report.Timeline);

        using var trace = JsonDocument.Parse(bytes.ToArray());
        var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToArray();
        var runs = events.Where(one => Phase(one) == "X" && Number(one, "pid") == 1 && Number(one, "tid") == 3).ToArray();
        Assert.Equal([(11_000.0, 20_000.0), (31_000, 10_000)], runs.Select(run => (Number(run, "ts"), Number(run, "dur"))));
        Assert.Equal("b", runs[1].GetProperty("args").GetProperty("text").GetString());
        Assert.Equal(events.Count(one => Phase(one) == "b"), events.Count(one => Phase(one) == "e"));
        Assert.Equal(["eager", "serial (predicted)"], events.Where(one => one.GetProperty("name").GetString() == "process_name").Select(one => one.GetProperty("args").GetProperty("name").GetString()));
        Assert.Contains(events, one => Phase(one) == "X" && Number(one, "tid") == 4);
        Assert.Contains(events, one => Phase(one) == "i" && Number(one, "tid") == 5);
    }

    private static string? Phase(JsonElement one) => one.GetProperty("ph").GetString();

    private static double Number(JsonElement one, string name) => one.GetProperty(name).GetDouble();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();
}
