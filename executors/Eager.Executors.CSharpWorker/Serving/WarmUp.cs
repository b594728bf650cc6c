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

    /// <summary>What is often met in functions: less urgent than what programs begin with.</summary>
    private const string Functions = """
        static int Count(string text, int[] numbers, IReadOnlyDictionary<string, List<int>> groups)
        {
            var (count, letters) = (0, text.ToCharArray());
            for (int i = 0; i < letters.Length; i++)
                count += letters[i] == 'a' ? 1 : i % 2;
            foreach (var (key, group) in groups.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key))
                count += group.Sum() + key.Length;
            int[,] table = new int[3, 4];
            while (count > 100 && numbers is { Length: > 0 } or [1, ..])
            {
                table[count % 3, 1] += numbers[^1];
                count -= Math.Max(1, table[0, 0]);
                if (count == 50) break; else continue;
            }
            switch (text) { case "a": case "b": return -1; case { Length: > 9 }: throw new ArgumentException(nameof(text)); default: break; }
            var builder = new System.Text.StringBuilder(text).Append(count).AppendLine();
            try { count += int.Parse(builder.ToString()[..1]); } catch (FormatException error) when (error.Message.Length > 0) { count++; } finally { count--; }
            return count switch { 0 => 1, > 5 and < 9 => 2, _ => string.Join(",", numbers.GroupBy(n => n % 3).Select(g => (g.Key, g.Count()))).Length };
        }
        static T Largest<T>(IEnumerable<T> items) where T : IComparable<T> { T best = default!; foreach (T item in items) if (item.CompareTo(best) > 0) best = item; return best; }
        """;

    /// <summary>Compiles what functions are made of.</summary>
    public static void Continue() =>
        new ProgramCompiler(new ProgramAssemblies(), implicitUsings: true).Rehearse(ElementReader.Read(0, "warm-up", 1, Functions), []);

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
        Rehearsal.Run(whole);
        Console.SetOut(output);
    }
}
