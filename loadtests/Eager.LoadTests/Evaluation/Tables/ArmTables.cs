using System.Globalization;
using Eager.LoadTests.Evaluation.Arms;
using static Eager.LoadTests.Evaluation.Arms.ArmStatistics;

namespace Eager.LoadTests.Evaluation.Tables;

/// <summary>Results as Markdown tables. Intervals are 95 %, by resampling programs.</summary>
public sealed class ArmTables(ArmResults results, TextWriter output)
{
    private static readonly string Straight = ArmShape.Straight.Name;

    /// <summary>The corpus as a whole, further programs, and recorded streams.</summary>
    private static readonly string[] Wholes = [ArmResults.Corpus, ArmPrograms.Examples, ArmPrograms.Trace];

    private readonly MarkdownWriter _markdown = new(output);

    /// <summary>Arms that wait for the last token; savings are against one of these.</summary>
    private IReadOnlyList<string> Serial => [.. results.Arms.Where(name => !Overlaps(name))];

    private IReadOnlyList<string> Eager => [.. results.Arms.Where(Overlaps)];

    private IReadOnlyList<string> SetsAndWholes => [.. results.Sets, .. results.Sets.Count == 1 ? Wholes[1..] : Wholes];

    /// <summary>Writes every table that the runs have rows for.</summary>
    public void Write()
    {
        foreach (var arm in Arm.All.Where(arm => results.Arms.Contains(arm.Name)))
            _markdown.Line($"- `{arm.Name}`: {arm.Meaning}");
        Titled("NEL, ms, mean over programs", Latencies);
        if (Eager.Count > 0)
            Titled("NEL, ms, quantiles over programs", () => new QuantileTable(results, _markdown).Write(Wholes));
        foreach (var serial in Serial)
            Titled($"Saved against `{serial}`, %", () => Savings(serial, serial == results.Baseline ? SetsAndWholes : Wholes));
        Titled("How it comes about", Causes);
        if (Eager.Count > 1 && results.Arms.Contains(Arm.Open.Name))
            Titled($"NEL above `{Arm.Open.Name}`, ms a program", AboveOpen);
        if (results.Shapes.Count > 1)
            Titled("NEL by shape, ms, mean over programs", ByShape);
        Titled("Programs that fail", Errors);
        Titled("The same as `" + results.Arms[0] + "`: output and exit status", Agreement);
    }

    private static string Rate(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    private void Titled(string title, Action table)
    {
        _markdown.Title(title);
        table();
    }

    private void Latencies()
    {
        _markdown.Head(["set", "tokens/s", "programs", .. results.Arms, "optimum", "`paper` − `ours`", "programs with `ours` below"]);
        foreach (var (set, rate, programs) in Rows(SetsAndWholes))
        {
            var best = programs[0].Has(Arm.Ours.Name) ? Arm.Ours.Name : programs[0].Arms.Keys.Last();
            _markdown.Row([
                set, Rate(rate), $"{programs.Count}",
                .. results.Arms.Select(arm => programs[0].Has(arm) ? Latency(programs, arm).Milliseconds() : ""),
                Mean(programs, program => program.Mean(best, run => run.Optimum)).Milliseconds(),
                .. Ahead(programs),
            ]);
        }
    }

    /// <summary>The two policies, program by program.</summary>
    private static string[] Ahead(IReadOnlyList<ComparedProgram> programs)
    {
        if (!programs[0].Has(Arm.Paper.Name) || !programs[0].Has(Arm.Ours.Name))
            return ["", ""];
        return [Mean(programs, Difference).Milliseconds(), $"{programs.Count(program => Difference(program) > 0)}"];

        static double Difference(ComparedProgram program) =>
            program.Mean(Arm.Paper.Name, run => run.NonOverlapped) - program.Mean(Arm.Ours.Name, run => run.NonOverlapped);
    }

    private void Savings(string serial, IReadOnlyList<string> sets)
    {
        _markdown.Head(["set", "tokens/s", .. Eager.Select(arm => $"NEL, {arm}"), .. Eager.Select(arm => $"E2EL, {arm}")]);
        foreach (var (set, rate, programs) in Rows(sets))
        {
            _markdown.Row([
                set, Rate(rate),
                .. Eager.Select(arm => Share(programs, serial, arm, run => run.NonOverlapped)),
                .. Eager.Select(arm => Share(programs, serial, arm, run => run.Total)),
            ]);
        }
    }

    private static string Share(IReadOnlyList<ComparedProgram> programs, string serial, string arm, Func<ArmRun, double> quantity) =>
        programs[0].Has(serial) && programs[0].Has(arm) ? Saved(programs, serial, arm, quantity).Percent() : "";

    private void Causes()
    {
        _markdown.Head("set", "shape", "tokens/s", "arm", "programs", "statements", "batches", "held back: programs", "statements, %", "execution time, %", "first output, ms from the first token's begin", $"first output of `{results.Baseline}`");
        foreach (var (set, shape, rate, arm) in from set in Wholes from shape in results.Shapes from rate in results.Rates from arm in Eager select (set, shape, rate, arm))
        {
            var programs = results.Programs(set, shape, rate);
            if (programs.Count == 0 || !programs[0].Has(arm))
                continue;
            double Sum(Func<ArmRun, double> quantity) => programs.Sum(program => program.Mean(arm, quantity));
            _markdown.Row(
                set, shape, Rate(rate), arm, $"{programs.Count}", Number(Sum(run => run.Statements)), Number(Sum(run => run.Batches)),
                $"{programs.Count(program => program.Mean(arm, run => run.HeldStatements) > 0)}",
                Number(100 * Sum(run => run.HeldStatements) / Sum(run => run.Statements), "F1"),
                Number(100 * Sum(run => run.HeldExecution) / Math.Max(Sum(run => run.Execution), 1e-9), "F1"),
                Mean(programs, program => program.Mean(arm, run => run.FirstOutput)).Milliseconds(),
                results.Baseline is { } serial && programs[0].Has(serial) ? Mean(programs, program => program.Mean(serial, run => run.FirstOutput)).Milliseconds() : "");
        }
    }

    private void AboveOpen()
    {
        _markdown.Head("set", "tokens/s", "arm", "programs", "mean", "p50", "p90", "max");
        foreach (var (set, rate, programs) in Rows(SetsAndWholes))
        {
            foreach (var arm in Eager.Where(arm => arm != Arm.Open.Name))
            {
                double Above(ComparedProgram program) =>
                    1e3 * (program.Mean(arm, run => run.NonOverlapped) - program.Mean(Arm.Open.Name, run => run.NonOverlapped));
                double[] above = [.. programs.Select(Above)];
                var mean = Mean(programs, Above);
                _markdown.Row(
                    set, Rate(rate), arm, $"{programs.Count}", string.Create(CultureInfo.InvariantCulture, $"{mean.Value:F1} [{mean.Low:F1}, {mean.High:F1}]"),
                    Number(Quantiles.Of(above, 0.5), "F1"), Number(Quantiles.Of(above, 0.9), "F1"), Number(above.Max(), "F1"));
            }
        }
    }

    private void ByShape()
    {
        _markdown.Head(["shape", "tokens/s", "programs", .. results.Arms]);
        foreach (var shape in results.Shapes)
        {
            foreach (var (rate, programs) in from rate in results.Rates select (rate, results.Programs(ArmResults.Corpus, shape, rate)))
            {
                if (programs.Count > 0 && Eager.Any(programs[0].Has))
                    _markdown.Row([shape, Rate(rate), $"{programs.Count}", .. results.Arms.Select(arm => programs[0].Has(arm) ? Latency(programs, arm).Milliseconds() : "")]);
            }
        }
    }

    private void Errors()
    {
        _markdown.Head("programs", "tokens/s", "count", "arm", "tokens saved, %", "E2EL, s", "E2EL saved, s", "E2EL saved, %");
        (string Name, string Set, string Shape)[] kinds = [("that models wrote", ArmPrograms.Errors, Straight), ("with an error midway", ArmResults.Corpus, "error")];
        foreach (var (name, set, shape) in kinds)
        {
            foreach (var (rate, arm) in from rate in results.Rates from arm in Eager select (rate, arm))
            {
                var programs = results.Programs(set, shape, rate);
                if (programs.Count == 0 || !programs[0].Has(arm) || results.Baseline is not { } serial || !programs[0].Has(serial))
                    continue;
                var tokens = Mean(programs, program => program.Mean(arm, run => Math.Max(0, 1 - (run.Generation * rate / run.Tokens))));
                var saved = Mean(programs, program => program.Mean(serial, run => run.Total) - program.Mean(arm, run => run.Total));
                _markdown.Row(
                    name, Rate(rate), $"{programs.Count}", arm, tokens.Percent(), Seconds(Mean(programs, program => program.Mean(arm, run => run.Total))), Seconds(saved),
                    Saved(programs, serial, arm, run => run.Total).Percent());
            }
        }
    }

    private void Agreement()
    {
        _markdown.Head(["shape", "tokens/s", "programs", .. results.Arms.Skip(1)]);
        foreach (var (shape, rate) in from shape in results.Shapes from rate in results.Rates select (shape, rate))
        {
            ComparedProgram[] programs = [.. Wholes.Append(ArmPrograms.Errors).SelectMany(set => results.Programs(set, shape, rate))];
            if (programs.Length > 0)
                _markdown.Row([shape, Rate(rate), $"{programs.Length}", .. results.Arms.Skip(1).Select(arm => Agreeing(programs, arm))]);
        }
    }

    /// <summary>How many did what they did in the first arm, of those that ran in both.</summary>
    private string Agreeing(IEnumerable<ComparedProgram> programs, string arm)
    {
        ComparedProgram[] both = [.. programs.Where(program => program.Has(arm) && program.Has(results.Arms[0]))];
        return both.Length == 0 ? "" : $"{both.Count(program => program.Agrees(results.Arms[0], arm))} of {both.Length}";
    }

    private IEnumerable<(string Set, double Rate, IReadOnlyList<ComparedProgram> Programs)> Rows(IReadOnlyList<string> sets) =>
        from set in sets
        from rate in results.Rates
        let programs = results.Programs(set, Straight, rate)
        where programs.Count > 0
        select (set, rate, programs);

    private static string Seconds(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F2} [{estimate.Low:F2}, {estimate.High:F2}]");

    private static string Number(double value, string format = "F0") => value.ToString(format, CultureInfo.InvariantCulture);
}
