namespace Eager.EndToEnd.Programs;

/// <summary>C# through the same command, both arms.</summary>
public sealed class CSharpTests
{
    [Theory]
    [InlineData("Console.WriteLine(F(2));\nint F(int n) => n * n;\n", "4\n", 0)]
    [InlineData("Console.WriteLine(new P(1));\nreturn 3;\nrecord P(int X);\n", "P { X = 1 }\n", 3)]
    [InlineData("Console.WriteLine(1);\nthrow new Exception(\"no\");\n", "1\n", 134)]
    [InlineData("Console.WriteLine(1);\nEnvironment.Exit(5);\n", "1\n", 5)]
    public async Task CSharp_program_should_do_the_same_in_both_arms(string program, string output, int status)
    {
        using var at = Workspace.With(program);
        foreach (var mode in (string[])["serial", "eager"])
        {
            var run = await EagerCommand.RunAsync(at, "run", "--language", "csharp", "--mode", mode, "--rate", "200", "program.py");
            Assert.Equal((output, status), (run.Output, run.Status));
        }
    }
}
