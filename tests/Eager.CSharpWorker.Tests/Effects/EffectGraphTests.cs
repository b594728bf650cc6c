using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.CSharpWorker.Tests.Effects;

/// <summary>What a statement leads to is known from its symbols, before it runs.</summary>
public sealed class EffectGraphTests
{
    private readonly ProgramCompiler _compiler = new(new ProgramAssemblies(), implicitUsings: true) { Effects = new EffectGraph() };

    [Theory]
    [InlineData("File.WriteAllText(\"a.txt\", \"x\");", "Write File.WriteAllText(\"a.txt\")")]
    [InlineData("var lines = File.ReadAllLines(\"a.txt\");", "Read File.ReadAllLines(\"a.txt\")")]
    [InlineData("using (var stream = File.Open(\"a\", FileMode.Open, FileAccess.Read)) { }", "Read File.Open(\"a\")")]
    [InlineData("using (var stream = new FileStream(\"a\", FileMode.Open)) { }", "Write new FileStream(\"a\")")]
    [InlineData("using (var writer = new StreamWriter(\"a\")) { writer.Write(1); }", "Write new StreamWriter(\"a\")")]
    [InlineData("using (var writer = new StreamWriter(new MemoryStream())) { writer.Write(1); }", "")]
    [InlineData("Directory.CreateDirectory(\"a\");", "Write Directory.CreateDirectory(\"a\")")]
    [InlineData("new FileInfo(\"a\").Delete();", "Write FileSystemInfo.Delete()")]
    [InlineData("Console.WriteLine(new FileInfo(\"a\").Name);", "")]
    [InlineData("File.WriteAllText(DateTime.Now.Year > 1 ? \"a\" : \"b\", \"x\");", "Write File.WriteAllText(…)")]
    [InlineData("System.Diagnostics.Process.Start(\"touch\", \"a\");", "Process Process.Start(\"touch\")")]
    [InlineData("Console.WriteLine(System.Diagnostics.Process.GetCurrentProcess().WorkingSet64);", "")]
    [InlineData("var client = new System.Net.Sockets.TcpClient(\"localhost\", 1);", "Network new TcpClient(\"localhost\")")]
    [InlineData("var text = await new HttpClient().GetStringAsync(\"http://localhost\");", "Network HttpClient.GetStringAsync(\"http://localhost\")")]
    [InlineData("Thread.Sleep(1);", "Time Thread.Sleep(…)")]
    [InlineData("await Task.Delay(1);", "Time Task.Delay(…)")]
    [InlineData("var task = Task.Run(() => 1);", "Threads Task.Run(…)")]
    [InlineData("typeof(Console).GetMethod(\"Beep\", Type.EmptyTypes)!.Invoke(null, null);", "DynamicCode MethodBase.Invoke(…)")]
    [InlineData("var list = Activator.CreateInstance<List<int>>();", "")]
    [InlineData("Action later = () => File.Delete(\"a\");", "Write File.Delete(\"a\")")]
    [InlineData("Action<string> later = File.Delete;", "Write File.Delete(…)")]
    [InlineData("int Square(int n) => n * n;", "")]
    [InlineData("dynamic number = 5; Console.WriteLine(number + number.CompareTo(4));", "")]
    [InlineData("dynamic process = new System.Diagnostics.Process(); process.Kill();", "DynamicCode dynamic.Kill()")]
    [InlineData("var sum = Enumerable.Range(1, 9).Where(n => n % 2 == 0).Select(n => $\"{n:N2}\").ToList();", "")]
    [InlineData("foreach (var word in \"a b\".Split(' ')) { Console.WriteLine(word); }", "")]
    public void Statement_should_have_the_effects_of_its_symbols(string statement, string expected) => Assert.Equal(expected, Effects(statement));

    [Theory]
    [InlineData("new Store().Save();", "Write File.WriteAllText(\"store\")")]
    [InlineData("var store = new Store();", "")]
    [InlineData("Console.WriteLine(Store.Count);", "")]
    [InlineData("IShape shape = new Sheet();", "Write File.Create(\"sheet\")")]
    [InlineData("using (var guard = new Guard()) { }", "Process Process.Start(\"true\")")]
    [InlineData("Console.WriteLine(Settings.Name);", "Read File.ReadAllText(\"settings\")")]
    [InlineData("var all = new List<Named>();", "Write File.Delete(\"named\")")]
    [InlineData("Console.WriteLine(Native.Pid());", "NativeCode getpid()")]
    [InlineData("dynamic store = new Store(); store.Save();", "DynamicCode dynamic.Save(), Write File.WriteAllText(\"store\")")]
    [InlineData("foreach (var item in Lazily.All()) { }", "Write File.AppendAllText(\"lazy\")")]
    public void Statement_should_have_the_effects_that_the_programs_types_lead_to(string statement, string expected)
    {
        Declare("""
            class Store { public static int Count; public void Save() => File.WriteAllText("store", "x"); }
            interface IShape { void Draw(); }
            class Sheet : IShape { public void Draw() => File.Create("sheet"); }
            class Guard : IDisposable { public void Dispose() => System.Diagnostics.Process.Start("true"); }
            static class Settings { public static readonly string Name = File.ReadAllText("settings"); }
            class Named { public string Name { get { File.Delete("named"); return ""; } } }
            static class Native { [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "getpid")] static extern int getpid(); public static int Pid() => getpid(); }
            static class Lazily { public static IEnumerable<int> All() { File.AppendAllText("lazy", "x"); yield return 1; } }
            """);
        Assert.Equal(expected, Effects(statement));
    }

    [Fact]
    public void Statement_should_have_the_effects_of_functions_that_were_declared_before()
    {
        Effects("void Save(string name) => File.WriteAllText(name, \"x\");");
        Effects("async Task SaveAll() { await Task.Yield(); Save(\"a\"); }");
        Assert.Equal("Write File.WriteAllText(…)", Effects("await SaveAll();"));
    }

    [Fact]
    public void Effects_should_stand_at_the_unit_that_has_them_when_units_are_compiled_together()
    {
        var elements = new[] { "Console.WriteLine(1);", "if (DateTime.Now.Year > 1) { await Task.Yield(); File.Delete(\"b\"); }", "Console.WriteLine(3);", "File.Delete(\"d\");" }
            .SelectMany((line, unit) => ElementReader.Read(unit, "effects.cs", unit + 1, line + "\n")).ToArray();
        var stretches = _compiler.AddSubmission(elements).Submission!.Stretches;
        Assert.Equal([(1, 0), (2, 1), (3, 0), (4, 1)], stretches.Select(stretch => (stretch.Line, stretch.Uses.Count)));
    }

    private void Declare(string types) => Assert.Empty(_compiler.AddTypes(ElementReader.Read(0, "effects.cs", 1, types)));

    private string Effects(string text)
    {
        var (submission, errors) = _compiler.AddSubmission(ElementReader.Read(0, "effects.cs", 1, text));
        Assert.Empty(errors.Select(error => error.Diagnostic.ToString()));
        return string.Join(", ", submission!.Stretches.SelectMany(stretch => stretch.Uses).Select(use => $"{use.Kind} {use.What}"));
    }
}
