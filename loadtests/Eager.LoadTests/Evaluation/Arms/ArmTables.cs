using System.Globalization;
using static Eager.LoadTests.Evaluation.Arms.ArmStatistics;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>Results as Markdown tables. Intervals are 95 %, by resampling programs.</summary>
public sealed class ArmTables(ArmResults results, TextWriter output)
{
    private static readonly string Straight = ArmShape.Straight.Name;

    /// <summary>Arms that wait for the last token; savings are against one of these.</summary>
    private IReadOnlyList<string> Serial => [.. results.Arms.Where(name => !Overlaps(name))];

    private IReadOnlyList<string> Eager => [.. results.Arms.Where(Overlaps)];

    private IReadOnlyList<string> SetsAndAll => results.Sets.Count > 1 ? [.. results.Sets, ArmResults.AllSets] : results.Sets;

    /// <summary>Writes every table that the runs have rows for.</summary>
    public void Write()
    {
        foreach (var arm in Arm.All.Where(arm => results.Arms.Contains(arm.Name)))
            output.WriteLine($"- `{arm.Name}`: {arm.Meaning}");
        Titled("NEL, ms, mean over programs", Latencies);
        foreach (var serial in Serial)
            Titled($"Saved against `{serial}`, %", () => Savings(serial));
        Titled("How it comes about", Causes);
        if (results.Shapes.Count > 1)
            Titled("NEL by shape, ms, mean over programs", ByShape);
        Titled("Programs that fail", Errors);
        Titled("The same as `" + results.Arms[0] + "`: output and exit status", Agreement);
    }

    private static string Rate(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    private void Titled(string title, Action table)
    {
        output.WriteLine();
        output.WriteLine($"### {title}");
        output.WriteLine();
        table();
    }

    private void Row(params IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private void Head(params IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        Row(all);
        Row(all.Select(_ => "---"));
    }

    private void Latencies()
    {
        Head(["set", "tokens/s", "programs", .. results.Arms, "optimum", "programs with `ours` below `paper`"]);
        foreach (var (set, rate, programs) in Rows(Straight))
        {
            var best = Eager.Count > 0 ? Eager[^1] : results.Arms[0];
            Row([
                set, Rate(rate), $"{programs.Count}",
                .. results.Arms.Select(arm => Latency(programs, arm).Milliseconds()),
                Mean(programs, program => program.Mean(best, run => run.Optimum)).Milliseconds(),
                Ahead(programs),
            ]);
        }
    }

    private string Ahead(IReadOnlyList<ComparedProgram> programs) => results.Arms.Contains(Arm.Paper.Name) && results.Arms.Contains(Arm.Ours.Name)
        ? $"{programs.Count(program => program.Mean(Arm.Ours.Name, run => run.NonOverlapped) < program.Mean(Arm.Paper.Name, run => run.NonOverlapped))}"
        : "";

    private void Savings(string serial)
    {
        Head(["set", "tokens/s", .. Eager.Select(arm => $"NEL, {arm}"), .. Eager.Select(arm => $"E2EL, {arm}")]);
        foreach (var (set, rate, programs) in Rows(Straight))
        {
            Row([
                set, Rate(rate),
                .. Eager.Select(arm => Saved(programs, serial, arm, run => run.NonOverlapped).Percent()),
                .. Eager.Select(arm => Saved(programs, serial, arm, run => run.Total).Percent()),
            ]);
        }
    }

    private void Causes()
    {
        Head("shape", "tokens/s", "arm", "programs", "statements", "batches", "held back: programs", "statements, %", "execution time, %", "first output, ms from the first token's begin", Serial.Count > 0 ? $"first output of `{Serial[^1]}`" : "");
        foreach (var (shape, rate, arm) in from shape in results.Shapes from rate in results.Rates from arm in Eager select (shape, rate, arm))
        {
            var programs = results.Programs(ArmResults.AllSets, shape, rate);
            if (programs.Count == 0)
                continue;
            double Sum(Func<ArmRun, double> quantity) => programs.Sum(program => program.Mean(arm, quantity));
            Row(
                shape, Rate(rate), arm, $"{programs.Count}", Number(Sum(run => run.Statements)), Number(Sum(run => run.Batches)),
                $"{programs.Count(program => program.Mean(arm, run => run.HeldStatements) > 0)}",
                Number(100 * Sum(run => run.HeldStatements) / Sum(run => run.Statements), "F1"),
                Number(100 * Sum(run => run.HeldExecution) / Math.Max(Sum(run => run.Execution), 1e-9), "F1"),
                Mean(programs, program => program.Mean(arm, run => run.FirstOutput)).Milliseconds(),
                Serial.Count > 0 ? Mean(programs, program => program.Mean(Serial[^1], run => run.FirstOutput)).Milliseconds() : "");
        }
    }

    private void ByShape()
    {
        Head(["shape", "tokens/s", "programs", .. results.Arms]);
        foreach (var shape in results.Shapes)
        {
            foreach (var (rate, programs) in from rate in results.Rates select (rate, results.Programs(ArmResults.AllSets, shape, rate)))
            {
                if (programs.Count > 0)
                    Row([shape, Rate(rate), $"{programs.Count}", .. results.Arms.Select(arm => Latency(programs, arm).Milliseconds())]);
            }
        }
    }

    private void Errors()
    {
        Head("programs", "tokens/s", "count", "arm", "tokens saved, %", "E2EL, s", "E2EL saved, s", "E2EL saved, %");
        (string Name, string Set, string Shape)[] kinds = [("that models wrote", ArmPrograms.Errors, Straight), ("with an error midway", ArmResults.AllSets, "error")];
        foreach (var (name, set, shape) in kinds)
        {
            foreach (var (rate, arm) in from rate in results.Rates from arm in Eager select (rate, arm))
            {
                var programs = results.Programs(set, shape, rate);
                if (programs.Count == 0 || Serial.Count == 0)
                    continue;
                var tokens = Mean(programs, program => program.Mean(arm, run => Math.Max(0, 1 - (run.Generation * rate / run.Tokens))));
                var saved = Mean(programs, program => program.Mean(Serial[^1], run => run.Total) - program.Mean(arm, run => run.Total));
                Row(
                    name, Rate(rate), $"{programs.Count}", arm, tokens.Percent(), Seconds(Mean(programs, program => program.Mean(arm, run => run.Total))), Seconds(saved),
                    Saved(programs, Serial[^1], arm, run => run.Total).Percent());
            }
        }
    }

    private void Agreement()
    {
        Head(["shape", "tokens/s", "programs", .. results.Arms.Skip(1)]);
        foreach (var (shape, rate) in from shape in results.Shapes from rate in results.Rates select (shape, rate))
        {
            IReadOnlyList<ComparedProgram> programs = [.. results.Programs(ArmResults.AllSets, shape, rate), .. results.Programs(ArmPrograms.Errors, shape, rate)];
            if (programs.Count > 0)
                Row([shape, Rate(rate), $"{programs.Count}", .. results.Arms.Skip(1).Select(arm => $"{programs.Count(program => program.Agrees(results.Arms[0], arm))}")]);
        }
    }

    private IEnumerable<(string Set, double Rate, IReadOnlyList<ComparedProgram> Programs)> Rows(string shape) =>
        from set in SetsAndAll
        from rate in results.Rates
        let programs = results.Programs(set, shape, rate)
        where programs.Count > 0
        select (set, rate, programs);

    private static string Seconds(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F2} [{estimate.Low:F2}, {estimate.High:F2}]");

    private static string Number(double value, string format = "F0") => value.ToString(format, CultureInfo.InvariantCulture);
}
