using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>Compiles what programs are made of before one arrives, so that its own first statement does not wait for the compiler to start.</summary>
internal static class WarmUp
{
    private const string Statements = """
        var numbers = new List<int> { 1, 2, 3 };
        foreach (var number in numbers.Where(number => number > 1).Select(number => number * 2)) { Console.WriteLine($"{number}: {numbers.Count:N2}"); }
        int Twice(int number) => number * 2;
        var pairs = numbers.Select(number => new { number, Twice = Twice(number) }).ToDictionary(pair => pair.number, pair => pair.Twice);
        try { await Task.CompletedTask; } catch (Exception error) { Console.WriteLine(error.Message); }
        """;

    private const string Types = """
        record Point(int X, int Y) { public double Length => Math.Sqrt(X * X + Y * Y); }
        """;

    public static void Run(WholeProgram whole)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var compiler = new ProgramCompiler(new ProgramAssemblies(), implicitUsings: true);
        compiler.AddTypes(ElementReader.Read(0, "warm-up", 1, Types));
        var state = new SubmissionState();
        foreach (var line in Statements.Split('\n'))
            if (compiler.AddSubmission(ElementReader.Read(0, "warm-up", 1, line)).Submission is { } submission)
                state.Run(submission);
        whole.Check("warm-up", Statements + Types);
        Console.SetOut(output);
    }
}
