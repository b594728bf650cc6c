using System.Globalization;
using System.Text;

namespace Eager.LoadTests.Programs;

/// <summary>
/// Writes programs for load tests, with the output that they have. What the statements do is what <c>load-script.json</c> makes the scripted backend do, so
/// that one program loads every backend.
/// </summary>
/// <param name="language">Name of the language: Python or C#.</param>
internal sealed class ProgramSketch(string language)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _output = new();
    private int _names;

    /// <summary>Standard output of the whole program.</summary>
    public string Output => _output.ToString();

    private bool IsCSharp => language == "csharp";

    /// <summary>Assignments of one line, and a line of output behind every tenth.</summary>
    public ProgramSketch Lines(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 10 == 9)
                Print($"line {i}");
            else
                Assign(i);
        }

        return this;
    }

    public ProgramSketch Print(string line)
    {
        _output.Append(line).Append('\n');
        return Add(IsCSharp ? $"Console.WriteLine(\"{line}\");" : $"print(\"{line}\")");
    }

    /// <summary>A statement that takes 20 ms without computing.</summary>
    public ProgramSketch Rest() => Add(IsCSharp ? "System.Threading.Thread.Sleep(20);" : "time.sleep(0.02)");

    /// <summary>Ends the worker as if it were killed.</summary>
    public ProgramSketch Crash() => Add(IsCSharp ? "System.Diagnostics.Process.GetCurrentProcess().Kill();" : "os.kill(os.getpid(), 9)");

    /// <summary>A loop without an end.</summary>
    public ProgramSketch RunAway() => Add(IsCSharp ? "while (true) { }" : "while True:\n    pass");

    public ProgramSketch Import(string module) => Add(IsCSharp ? $"using {module};" : $"import {module}");

    /// <param name="name">Its name in reports.</param>
    /// <param name="settings">How its tokens come.</param>
    /// <param name="rate">Tokens a second, 0 for all at once; that of the settings where null.</param>
    public LoadProgram Build(string name, TokenSettings settings, double? rate = null) =>
        LoadProgram.Paced(name, language, _text.ToString(), settings.Characters, rate ?? settings.Rate);

    private void Assign(int value)
    {
        var name = $"value_{_names++}";
        Add(string.Create(CultureInfo.InvariantCulture, $"{(IsCSharp ? "var " : "")}{name} = {value} * 3 + {value % 7}{(IsCSharp ? ";" : "")}"));
    }

    private ProgramSketch Add(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
