using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>Compiles what programs are made of before one arrives, so that its own first statement does not wait for the compiler to start.</summary>
internal static class WarmUp
{
    internal const string Statements = """
        var numbers = new List<int> { 1, 2, 3 };
        foreach (var number in numbers.Where(number => number > 1).Select(number => number * 2)) { Console.WriteLine($"{number}: {numbers.Count:N2}"); }
        int Twice(int number) => number * 2;
        var pairs = numbers.Select(number => new { number, Twice = Twice(number) }).ToDictionary(pair => pair.number, pair => pair.Twice);
        try { await Task.CompletedTask; } catch (Exception error) { Console.WriteLine(error.Message); }
        """;

    /// <summary>What may follow these.</summary>
    internal const string Last = """foreach (var (number, twice) in pairs) Console.WriteLine($"{number}: {twice + numbers.Count}");""";

    internal const string Types = """
        record Point(int X, int Y) { public double Length => Math.Sqrt(X * X + Y * Y); }
        """;

    /// <summary>What is often met in functions: less urgent than what programs begin with.</summary>
    internal const string Functions = """
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

    /// <summary>What is often met in types.</summary>
    internal const string Members = """
        interface IShape { string Name { get; } double Area(); }
        abstract record Shape(string Name) : IShape { public abstract double Area(); public virtual decimal Cost { get; set; } = 1.5m; }
        sealed record Square(string Name, double Side) : Shape(Name) { public override double Area() => Side * Side; }
        enum Level { Low = 1, High }
        readonly struct Pair<T>(T first, T second) where T : IComparable<T> { public T Largest => first.CompareTo(second) > 0 ? first : second; }
        class Shelf<T> : IEnumerable<T> where T : class, IShape
        {
            private readonly Dictionary<string, T> _shapes = new();
            private static int _count;
            public event Action<T>? Added;
            public Shelf(params T[] shapes) { foreach (var shape in shapes) Add(shape); }
            public Level Level { get; private set; } = Level.Low;
            public decimal Total => _shapes.Values.OfType<Shape>().Sum(shape => shape.Cost);
            public T this[string name] => _shapes[name];
            public void Add(T shape) { _shapes[shape.Name] = shape; _count++; Added?.Invoke(shape); if (Total > 9m) { Level = Level.High; } }
            public bool TryGet(string name, out T? shape) { if (!_shapes.TryGetValue(name, out shape)) return false; shape.Area(); return true; }
            public async Task<int> CountAsync() { await Task.Yield(); return _count; }
            public static bool operator >(Shelf<T> left, Shelf<T> right) => left.Total > right.Total;
            public static bool operator <(Shelf<T> left, Shelf<T> right) => right > left;
            public override string ToString() => $"{_count}: {string.Join(", ", _shapes.Keys)}";
            public IEnumerator<T> GetEnumerator() { foreach (var (_, shape) in _shapes) yield return shape; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        class ShelfException : Exception { public ShelfException(string message) : base(message) { } }
        """;

    /// <summary>Compiles what functions and types are made of.</summary>
    public static void Continue()
    {
        var compiler = new ProgramCompiler(new ProgramAssemblies(), implicitUsings: true);
        compiler.AddTypes(ElementReader.Read(0, "warm-up", 1, Members));
        compiler.Rehearse(ElementReader.Read(0, "warm-up", 1, Functions), []);
    }

    public static void Run(WholeProgram whole)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var compiler = new ProgramCompiler(new ProgramAssemblies(), implicitUsings: true) { Effects = new EffectGraph() };
        compiler.AddTypes(ElementReader.Read(0, "warm-up", 1, Types));
        var state = new SubmissionState();
        foreach (var line in Statements.Split('\n'))
            if (compiler.AddSubmission(ElementReader.Read(0, "warm-up", 1, line)).Submission is { } submission)
                state.Run(submission);
        whole.Check("warm-up", Statements + Types);
        var outline = ProgramOutline.Of(Statements, ElementReader.Read(0, "warm-up", 1, Statements), compiler.TypeOf);
        if (whole.Compile(outline) is { } compiled)
            WholeProgram.Continues(outline, compiled, Last);
        Rehearsal.Run(whole);
        Console.SetOut(output);
    }
}
