using System.CommandLine;
using Eager.Host.Demo;
using Eager.Host.Running;

namespace Eager.Host.Commands;

/// <summary><c>eager demo</c>: the main job on a bundled program, serial against eager, live.</summary>
internal static class DemoCommand
{
    private static readonly Option<double> Rate = new("--rate") { Description = "Tokens a second.", DefaultValueFactory = _ => 50 };

    private static readonly Option<string?> Svg = new("--svg") { Description = "Write the timeline as a picture." };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python interpreter." };

    public static Command Create()
    {
        var command = new Command("demo", "Streams a bundled program, serial against eager, and draws both live.") { Rate, Svg, Python };
        command.SetAction((parsed, _) =>
        {
            var rate = parsed.GetValue(Rate);
            if (rate is not (>= 1 and <= 1e6))
                throw new UsageException("--rate takes a number from 1 to 1000000");
            OutputFile.Require("--svg", parsed.GetValue(Svg));
            return DemoRun.RunAsync(rate, parsed.GetValue(Svg), parsed.GetValue(Python));
        });
        return command;
    }
}
