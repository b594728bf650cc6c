using Eager.Executions;
using Eager.Host.Reports;

namespace Eager.Host.Tests;

/// <summary>A run that tries to become a part of whatever shows it.</summary>
internal static class HostileRun
{
    /// <summary>What a page that let it in would have run.</summary>
    public const string Flag = "window.taken";

    private const string Script = $"</script></title></svg></pre>]]><script>{Flag} = 1</script>";
    private const string Image = $"<img src=x onerror=\"{Flag} = 2\">' onload='{Flag} = 3' \"><svg onload={Flag}=4>";

    public static RunReport Report => new(
        $"{Script}{Image}.py",
        [
            new SampleRun()
                .Add($"x = '''{Script}{Image}'''", 10, 11, 12)
                .Add("{{script}} &lt;b&gt; \0\u001b[31m\u202e\ufeff", 20, 21, 22)
                .Hold($"open('{Script}')", 21, 22)
                .Print($"{Script}{Image}\0\n", 22)
                .Add(Image, 30, 31, 32, UnitOutcome.Failed)
                .Fail(Script, Image)
                .End(40, 45),
        ],
        new SampleRun().Add($"x = '''{Script}{Image}'''", 0, 0, 0).Add("{{script}} &lt;b&gt; \0\u001b[31m\u202e\ufeff", 0, 0, 0).Add(Image, 0, 0, 0).Text,
        []);
}
