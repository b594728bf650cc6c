namespace Eager.EndToEnd.BadInput;

/// <summary>A syntax error is reported as the plain interpreter does; what stood before it has run.</summary>
public sealed class SyntaxErrorTests
{
    public static IEnumerable<TheoryDataRow<string>> Errors =>
    [
        Row("stands in the first line", "x = = 1\nprint('never')\n"),
        Row("stands in the middle", "print('ran')\nx = = 1\nprint('never')\n"),
        Row("stands in the last line", "print('ran')\nx = = 1\n"),
        Row("stands in the last line without a line end", "print('ran')\nx = = 1"),
        Row("is an unexpected indent", "print('ran')\n    x = 1\nprint('never')\n"),
        Row("is an unexpected indent in the first line", "  print('never')\n"),
        Row("is a missing indent", "print('ran')\nif True:\nprint('never')\n"),
        Row("is an odd dedent", "print('ran')\nif True:\n        x = 1\n    y = 2\nprint('never')\n"),
        Row("is a stray closing bracket", "print('ran')\nx = 1)\nprint('never')\n"),
        Row("is a wrong closing bracket", "print('ran')\nx = (1]\nprint('never')\n"),
        Row("is a bracket never closed", "print('ran')\nx = (1,\nprint('never')\n"),
        Row("is a string never closed", "print('ran')\nx = 'abc\nprint('never')\n"),
        Row("is a long string never closed", "print('ran')\nx = '''abc\nprint('never')\n"),
        Row("is a block never filled", "print('ran')\ndef f():\n"),
        Row("is a block never filled and without a line end", "print('ran')\ndef f():"),
        Row("is a decorator alone", "print('ran')\n@staticmethod\n"),
        Row("is a try alone", "print('ran')\ntry:\n    x = 1\nprint('never')\n"),
        Row("is an else without an if", "print('ran')\nelse:\n    x = 1\n"),
        Row("is a tab among spaces", "print('ran')\nif True:\n        x = 1\n\ty = 2\n"),
        Row("is a return outside", "print('ran')\nreturn 1\nprint('never')\n"),
        Row("is a break outside", "print('ran')\nbreak\nprint('never')\n"),
        Row("is a yield outside", "print('ran')\nyield 1\n"),
        Row("is an await outside", "print('ran')\nawait x\n"),
        Row("is a late future import", "print('ran')\nfrom __future__ import annotations\nprint('never')\n"),
        Row("is an unknown future", "from __future__ import nonsense\nprint('never')\n"),
        Row("is a nonlocal outside", "print('ran')\nnonlocal x\n"),
        Row("is a global after use", "print('ran')\nx = 1\nglobal x\n"),
        Row("is in a function", "print('ran')\ndef f():\n    x = 1\n    global x\nprint('never')\n"),
        Row("is an assignment to a literal", "print('ran')\n1 = x\nprint('never')\n"),
        Row("is a statement of Python 2", "print('ran')\nprint 'old'\nprint('never')\n"),
        Row("is an exec of Python 2", "print('ran')\nexec 'old'\n"),
        Row("is a bad character", "print('ran')\nx = 1 ? 2\nprint('never')\n"),
        Row("is a typographic quote", "print('ran')\nx = \u201cabc\u201d\nprint('never')\n"),
        Row("is a bad escape", "print('ran')\nx = '\\x'\nprint('never')\n"),
        Row("is a bad number", "print('ran')\nx = 0777\nprint('never')\n"),
        Row("is a number with a name", "print('ran')\nx = 1abc\nprint('never')\n"),
        Row("is a walrus outside", "print('ran')\nx := 1\nprint('never')\n"),
        Row("is a bad f-string", "print('ran')\nx = f'{1 +}'\nprint('never')\n"),
        Row("is a duplicate argument", "print('ran')\ndef f(a, a): pass\nprint('never')\n"),
        Row("is a continuation with a blank", "print('ran')\nx = 1 + \\ \n    2\nprint('never')\n"),
        Row("is a keyword as a name", "print('ran')\nclass = 1\nprint('never')\n"),
        Row("is prose", "print('ran')\nHere is the code that you asked for:\nprint('never')\n"),
        Row("is a fence", "print('ran')\n```\nprint('never')\n"),
        Row("follows a semicolon", "print('ran')\nx = 1; y = = 2\nprint('never')\n"),
        Row("is not ASCII before it", "print('ran')\nx = '\u00e4\u00e4\u00e4' + = 1\n"),
    ];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Program_should_fail_as_in_a_serial_run_when_the_syntax_error(string program)
    {
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        var expected = await PythonReference.RunAsync(serial, "program.py");
        var actual = await EagerCommand.RunAsync(eager, "run", "--rate", Programs.ProgramRow.Rate, "program.py");
        Assert.Equal(program.StartsWith("print('ran')\n", StringComparison.Ordinal) ? "ran\n" : "", actual.Output);
        Assert.Equal(Reported(expected, serial), Reported(actual, eager));
        Assert.Equal(expected.Status, actual.Status);
    }

    /// <summary>The serial arm is the plain interpreter to the letter: it compiles everything first.</summary>
    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Serial_arm_should_run_nothing_when_the_syntax_error(string program) =>
        await PythonReference.ShouldEqualAsync(program, "--mode", "serial");

    private static string Reported(Finished run, Workspace at) => run.Complaint.Replace(at.Path, "FOLDER", StringComparison.Ordinal);

    private static TheoryDataRow<string> Row(string what, string program) => new(program) { TestDisplayName = $"Program_should_fail_as_in_a_serial_run_when_the_syntax_error_{what.Replace(' ', '_')}" };
}
