using System.Globalization;

namespace Eager.LoadTests.Evaluation.Arms;

/// <summary>Runs as lines of CSV: what one evaluation adds to another is another file, or more lines.</summary>
public static class ArmRunCsv
{
    private const string Header =
        "set,program,shape,arm,rate,repetition,tokens,generation_s,total_s,first_output_s,execution_s,held_execution_s,optimum_nel_s,statements,held_statements,batches,exit,output";

    /// <summary>Writes the line that comes first.</summary>
    public static void WriteHeader(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine(Header);
    }

    /// <summary>Writes one run.</summary>
    public static void Write(TextWriter output, ArmRun run)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(run);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Set},{run.Program},{run.Shape},{run.Arm},{run.Rate},{run.Repetition},{run.Tokens},{run.Generation:F6},{run.Total:F6},{run.FirstOutput:F6},{run.Execution:F6},{run.HeldExecution:F6},{run.Optimum:F6},{run.Statements},{run.HeldStatements},{run.Batches},{run.Exit},{run.Output}"));
        output.Flush();
    }

    /// <summary>Reads the runs of a file.</summary>
    /// <exception cref="EvaluationException">It holds something else; the message names the line.</exception>
    public static IEnumerable<ArmRun> Read(TextReader lines, string name)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.ReadLine() != Header)
            throw new EvaluationException($"{name}: line 1 is not the header that 'eager evaluate --csv' writes");
        for (var number = 2; lines.ReadLine() is { } line; number++)
        {
            if (line != Header)
                yield return Read(line.Split(','), $"{name}: line {number}");
        }
    }

    private static ArmRun Read(string[] fields, string place)
    {
        if (fields.Length != Header.Split(',').Length)
            throw new EvaluationException($"{place} has {fields.Length} fields");
        return new ArmRun(fields[0], fields[1], fields[2], fields[3], Number(4), (int)Number(5), (int)Number(6))
        {
            Generation = Number(7),
            Total = Number(8),
            FirstOutput = Number(9),
            Execution = Number(10),
            HeldExecution = Number(11),
            Optimum = Number(12),
            Statements = (int)Number(13),
            HeldStatements = (int)Number(14),
            Batches = (int)Number(15),
            Exit = (int)Number(16),
            Output = fields[17],
        };

        double Number(int at) => double.TryParse(fields[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new EvaluationException($"{place}: '{fields[at]}' is no number");
    }
}
