using System.Text;
using Eager.Events;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>What only a program that is still arriving shows.</summary>
public sealed class SessionTests(CSharpEngine engine) : IClassFixture<CSharpEngine>
{
    [Fact]
    public async Task Statement_should_run_before_the_next_has_arrived()
    {
        var (text, first) = Gated("Console.WriteLine(1);\n", "Console.WriteLine(2);\n");
        var run = await engine.RunAsync("live.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal("1\n2\n", run.Output);
    }

    [Fact]
    public async Task Waiting_statement_should_run_when_its_function_arrives()
    {
        var (text, first) = Gated("Console.WriteLine(F());\nint F() => 1;\n", "Console.WriteLine(2);\n");
        var run = await engine.RunAsync("live.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal("1\n2\n", run.Output);
    }

    [Fact]
    public async Task Waiting_statement_should_run_when_its_types_have_arrived()
    {
        var (text, first) = Gated("Console.WriteLine(new A().B);\nclass A { public B B = new(); }\nrecord B;\n", "Console.WriteLine(2);\n");
        var run = await engine.RunAsync("live.csx", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal("B { }\n2\n", run.Output);
    }

    [Fact]
    public async Task Failure_should_stop_the_generation_and_name_its_line()
    {
        var (text, first) = Gated("Console.WriteLine(1);\nthrow new Exception(\"no\");\n", "Console.WriteLine(2);\n");
        first.SetResult();
        var run = await engine.RunAsync("fails.cs", ExecutionMode.Eager, text);
        Assert.Equal(134, run.Exit);
        var error = run.Summary.Error!.Error;
        Assert.Equal(("System.Exception", "no", 2), (error.Type, error.Message, error.Line));
        Assert.Equal($"Unhandled exception. System.Exception: no\n   at Program.<Main>$(String[] args) in {engine.Folder}/fails.cs:line 2\n", run.Complaint);
    }

    [Fact]
    public async Task Loop_without_end_should_stop_when_it_is_interrupted()
    {
        var run = await engine.RunAsync(
            "loops.cs", ExecutionMode.Eager, CSharpEngine.Whole("Console.WriteLine(1);\nwhile (true) { }\n"),
            onOutput: (session, _) => session.Interrupt());
        Assert.Equal(130, run.Exit);
        Assert.Equal("1\n", run.Output);
    }

    [Fact]
    public async Task Blocked_thread_should_stop_when_it_is_interrupted()
    {
        var run = await engine.RunAsync(
            "sleeps.cs", ExecutionMode.Eager, CSharpEngine.Whole("Console.WriteLine(1);\nThread.Sleep(Timeout.Infinite);\n"),
            onOutput: (session, _) => session.Interrupt());
        Assert.Equal(130, run.Exit);
    }

    [Fact]
    public async Task Last_expression_should_be_shown_when_that_is_asked_for()
    {
        var run = await engine.EagerAsync("shows.csx", CSharpEngine.Whole("var a = new[] { 1, 2 };\na\n"), display: true);
        var shown = Assert.Single(run.Events.OfType<ProgramDisplay>());
        Assert.True(shown.IsResult);
        Assert.Equal("int[2] { 1, 2 }", shown.Data.Forms["text/plain"]);
    }

    [Fact]
    public async Task Later_compile_error_should_be_reported_when_statements_have_run()
    {
        var (text, first) = Gated("Console.WriteLine(1);\n", "int x = \"text\";\n");
        var run = await engine.RunAsync("wrong.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal((1, "1\n"), (run.Exit, run.Output));
        Assert.Equal($"{engine.Folder}/wrong.cs(2,9): error CS0029: Cannot implicitly convert type 'string' to 'int'\n", run.Complaint);
    }

    [Fact]
    public async Task Whole_text_should_be_refused_when_its_statements_compile_only_one_by_one()
    {
        var (text, first) = Gated("int x = 1;\nConsole.WriteLine(x);\n", "int x = 2;\n");
        var run = await engine.RunAsync("twice.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal((1, "1\n"), (run.Exit, run.Output));
        Assert.Equal($"{engine.Folder}/twice.cs(3,5): error CS0128: A local variable or function named 'x' is already defined in this scope\n", run.Complaint);
    }

    [Theory]
    [InlineData("foreach (var total in args) { }\n")]
    [InlineData("var item = 2;\nConsole.WriteLine(item);\n")]
    public async Task Last_statements_should_be_refused_when_only_the_whole_forbids_them(string last)
    {
        const string First = "var total = 1;\nforeach (var item in args) { }\nConsole.WriteLine(total);\n";
        var (text, first) = Gated(First, last);
        var run = await engine.RunAsync("last.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        var serial = await engine.SerialAsync("last.cs", First + last);
        Assert.Equal((1, 1), (serial.Exit, run.Exit));
        Assert.Contains("CS0136", serial.Complaint, StringComparison.Ordinal);
        Assert.Equal(serial.Complaint, run.Complaint);
    }

    [Fact]
    public async Task Variable_should_keep_its_value_when_one_of_its_name_arrives_with_it()
    {
        // What stands before the function waits for it, and is compiled when it has come.
        var (text, first) = Gated("F();\nint x = 1;\nConsole.WriteLine(x);\nint x = 2;\nConsole.WriteLine(x);\nvoid F() { }\n", "Console.WriteLine(3);\n");
        var run = await engine.RunAsync("again.cs", ExecutionMode.Eager, text, onOutput: (_, output) =>
        {
            if (output.Contains('2', StringComparison.Ordinal))
                first.TrySetResult();
        });
        Assert.Equal((1, "1\n2\n3\n"), (run.Exit, run.Output));
        Assert.StartsWith($"{engine.Folder}/again.cs(4,5): error CS0128:", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_of_native_code_should_be_that_of_the_host()
    {
        var run = await engine.RunAsync("native.cs", ExecutionMode.Eager, CSharpEngine.Whole(
            "N.system(\"env | grep -c ^DOTNET_EnableDiagnostics= || true\");\nstatic class N { [System.Runtime.InteropServices.DllImport(\"libc\")] public static extern int system(string line); }\n"));
        Assert.Equal($"{(Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") is null ? 0 : 1)}\n", run.Output);
    }

    [Fact]
    public async Task Type_that_comes_too_late_should_be_named_when_its_name_meant_another()
    {
        var (text, first) = Gated("var stack = new Stack<int>();\nConsole.WriteLine(stack.Count);\n", "class Stack<T> { public int Count => 9; }\n");
        var run = await engine.RunAsync("late.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult());
        Assert.Equal(1, run.Exit);
        Assert.Contains("late.cs(3): error EAGER1: 'Stack' is declared here", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loaded_script_should_run_in_place()
    {
        await File.WriteAllTextAsync(Path.Combine(engine.Folder, "part.csx"), "int Double(int n) => n * 2;\nConsole.WriteLine(\"part\");\n", TestContext.Current.CancellationToken);
        var run = await engine.EagerAsync("loads.csx", CSharpEngine.Split("#load \"part.csx\"\nConsole.WriteLine(Double(4));\n", seed: 1));
        Assert.Equal("part\n8\n", run.Output);
    }

    [Fact]
    public async Task Many_waiting_statements_should_all_run_when_the_function_comes_last()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 3000; i++)
            text.Append("F(").Append(i).Append(");\n");
        text.Append("void F(int n) { if (n % 1000 == 0) Console.WriteLine(n); }\n");
        var run = await engine.EagerAsync("many.cs", CSharpEngine.Whole(text.ToString()));
        Assert.Equal((0, "0\n1000\n2000\n"), (run.Exit, run.Output));
    }

    [Fact]
    public async Task Statements_should_read_the_input_where_those_before_left_it()
    {
        var (text, first) = Gated("Console.WriteLine(Console.ReadLine());\n", "Console.WriteLine(Console.Read());\nConsole.Write(Console.In.ReadToEnd());\n");
        using var input = new MemoryStream("one\nétwo\nthree"u8.ToArray());
        var run = await engine.RunAsync("reads.cs", ExecutionMode.Eager, text, onOutput: (_, _) => first.TrySetResult(), input: input);
        Assert.Equal((0, "one\n233\ntwo\nthree"), (run.Exit, run.Output));
    }

    [Theory]
    [InlineData("Environment.FailFast(\"enough\");\n", "enough")]
    [InlineData("Console.WriteLine(Deep(0)); int Deep(int n) => n < 0 ? 0 : Deep(n + 1) + Deep(n + 2);\n", "Stack overflow")]
    public async Task Lost_state_should_be_told_when_the_runtime_ends_the_process(string statement, string complaint)
    {
        var (text, first) = Gated("Console.WriteLine(1);\n" + statement, "Console.WriteLine(2);\n");
        first.SetResult();
        var run = await engine.RunAsync("dies.cs", ExecutionMode.Eager, text);
        Assert.Equal((134, "1\n"), (run.Exit, run.Output));
        Assert.Contains(complaint, run.Complaint, StringComparison.Ordinal);
        Assert.Contains("\nStatement 2 (line 2) ended the program's process at once, with exit status 134: the program's state is lost.\n", run.Summary.Outcome!.Continuation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runtime_should_leave_nothing_behind_when_the_worker_is_killed()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.Contains("_EnableDiagnostics", StringComparison.Ordinal)),
            "the environment itself decides about the runtime's diagnostics");
        var before = Directory.GetFileSystemEntries(Path.GetTempPath());
        var run = await engine.RunAsync(
            "killed.cs", ExecutionMode.Eager,
            CSharpEngine.Whole("Console.WriteLine(Environment.ProcessId);\nSystem.Diagnostics.Process.GetCurrentProcess().Kill();\nThread.Sleep(10_000);\n"));
        Assert.Equal(137, run.Exit);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetTempPath(), $"*-{run.Output.Trim()}-*").Except(before));
    }

    [Fact]
    public async Task Program_should_see_the_environment_of_its_host()
    {
        var run = await engine.RunAsync(
            "sees.cs", ExecutionMode.Eager,
            CSharpEngine.Whole("foreach (string name in Environment.GetEnvironmentVariables().Keys) Console.WriteLine(name);\n"));
        Assert.Equal(
            Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal),
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    /// <summary>A text whose second part comes when the first has been heard of.</summary>
    private static (IAsyncEnumerable<ReadOnlyMemory<byte>> Text, TaskCompletionSource First) Gated(string first, string second)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Parts(), heard);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Parts()
        {
            yield return Encoding.UTF8.GetBytes(first);
            await heard.Task.WaitAsync(TimeSpan.FromMinutes(2));
            yield return Encoding.UTF8.GetBytes(second);
        }
    }
}
