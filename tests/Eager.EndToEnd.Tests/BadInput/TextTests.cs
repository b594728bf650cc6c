using System.Text;

namespace Eager.EndToEnd.BadInput;

/// <summary>Odd and broken text: whatever the plain interpreter makes of it.</summary>
public sealed class TextTests
{
    public static IEnumerable<TheoryDataRow<byte[]>> Texts =>
    [
        Row("is empty", ""),
        Row("is one line end", "\n"),
        Row("is only blanks", "   \n\t\n  "),
        Row("is only comments", "# one\n# two"),
        Row("has no last line end", "print(1)"),
        Row("has no last line end after a block", "if True:\n    print(1)"),
        Row("ends in a comment without a line end", "print(1)\n# end"),
        Row("has CRLF", "x = 1\r\nif x:\r\n    print('a')\r\n\r\nprint('''b\r\nc'''.encode())\r\n"),
        Row("has CR alone", "x = 1\rprint(x)\r"),
        Row("mixes line ends", "x = 1\r\ny = 2\nif x:\r\n    print(y)\n"),
        Row("has form feeds", "x = 1\n\f\nprint(x)\n\fprint(2)\n"),
        Row("begins with a byte-order mark", "\uFEFFprint('a')\n1 / 0\n"),
        Row("begins with a byte-order mark and a comment", "\uFEFF# -*- coding: utf-8 -*-\nprint('\u00e4')\n"),
        Row("begins with two byte-order marks", "\uFEFF\uFEFFprint('a')\n"),
        Row("is not ASCII", "gr\u00fc\u00dfe = '\U0001F600'\nprint(gr\u00fc\u00dfe, '\u4e2d\u6587')\n\u4e2d = 1\nprint(\u4e2d + undefined)\n"),
        Row("has tabs", "if True:\n\tprint(1)\n\tif True:\n\t\tprint(2)\n"),
        Row("has a very long line", $"x = [{string.Join(",", Enumerable.Range(0, 20000))}]\nprint(sum(x))\n"),
        Row("is deeply nested", $"{Nested(90)}print('deep')\n"),
        Row("has many brackets", $"x = {new string('[', 150)}{new string(']', 150)}\nprint(str(x)[:3])\n"),
        Row("declares latin-1", [.. "# -*- coding: latin-1 -*-\nprint('"u8, 0xE4, .. "', len('"u8, 0xE4, .. "'))\n"u8]),
        Row("declares latin-1 in the second line", [.. "#!/usr/bin/python3\n# vim: set fileencoding=latin-1 :\nprint('"u8, 0xE4, .. "')\n"u8]),
        Row("declares an unknown coding", "# coding: nonsense\nprint(1)\n"),
        Row("declares UTF-8 with a mark of its own", "# coding: utf8\nprint('\u00e4')\n"),
    ];

    /// <summary>The plain interpreter refuses these whole; here the statements before have run already, and the error is the same.</summary>
    public static IEnumerable<TheoryDataRow<byte[]>> Broken =>
    [
        Row("has invalid UTF-8 in code", [.. "print('a')\nx = "u8, 0xFF, .. "\nprint('never')\n"u8]),
        Row("has invalid UTF-8 in a comment", [.. "print('a')\n# "u8, 0xC3, 0x28, .. "\nprint('never')\n"u8]),
        Row("has invalid UTF-8 in a string", [.. "print('a')\nx = '"u8, 0xE4, .. "'\nprint('never')\n"u8]),
        Row("has invalid UTF-8 in a long string", [.. "print('a')\nx = '''\n"u8, 0x80, .. "\n'''\nprint('never')\n"u8]),
        Row("ends inside a code point", [.. "print('a')\nx = '"u8, 0xE2, 0x82]),
        Row("has an overlong code point", [.. "print('a')\nx = '"u8, 0xC0, 0xAF, .. "'\n"u8]),
        Row("is too deeply nested", $"print('a')\n{Nested(120)}print('deep')\n"),
        Row("ends in a continued line", "print('a')\nx = 1 + \\\n"),
        Row("has too many brackets", $"print('a')\nx = {new string('[', 250)}{new string(']', 250)}\n"),
        Row("has a surrogate", [.. "print('a')\nx = '"u8, 0xED, 0xA0, 0x80, .. "'\n"u8]),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Program_should_do_as_in_a_serial_run_when_its_text(byte[] program) => await PythonReference.ShouldEqualAsync(program);

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Program_should_fail_with_the_interpreters_own_words_when_its_text(byte[] program)
    {
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        var expected = await PythonReference.RunAsync(serial, "program.py");
        var actual = await EagerCommand.RunAsync(eager, "run", "program.py");
        Assert.Equal("a\n", actual.Output);
        Assert.Equal(expected.LastLine.Replace(serial.Path, eager.Path, StringComparison.Ordinal), actual.LastLine);
        Assert.Equal(expected.Status, actual.Status);
    }

    /// <summary>Interpreters before 3.11.4 do not see the rest of a line behind a NUL byte; later ones name it. Ours does as the interpreter does.</summary>
    [Theory]
    [InlineData("print('a')\nx = 1\0\nprint('never')\n")]
    [InlineData("print('a')\n# \0\nprint('never')\n")]
    [InlineData("print('a')\nx = '\0'\nprint('never')\n")]
    [InlineData("print('a')\nx = 1\n\0")]
    public async Task Program_should_end_as_under_the_interpreter_when_its_text_has_a_NUL_byte(string program)
    {
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        var expected = await PythonReference.RunAsync(serial, "program.py");
        var actual = await EagerCommand.RunAsync(eager, "run", "program.py");
        Assert.Equal((expected.Status, expected.LastLine), (actual.Status, actual.LastLine));
        Assert.StartsWith("a\n", actual.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_should_fail_with_one_clear_message_when_it_is_UTF16()
    {
        using var at = Workspace.With(Encoding.Unicode.GetBytes("print(1)\n"));
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal(("", 1), (run.Output, run.Status));
        Assert.Contains("Error", run.LastLine, StringComparison.Ordinal);
    }

    /// <summary>Where a cut falls changes nothing: one byte at a time over standard input.</summary>
    [Fact]
    public async Task Program_should_do_the_same_when_it_comes_one_byte_at_a_time()
    {
        const string program = "gr\u00fc\u00dfe = '\U0001F600'\nfor x in range(3):\n    print(x, gr\u00fc\u00dfe)\nelse:\n    print('over')\nprint(f\"{x!r:>{4}}\")\r\nelsewhere = 1\nprint('''a\n\n''')\n1 / 0\n";
        using var at = new Workspace();
        await using var whole = EagerCommand.Start(at, "run", "-");
        await whole.WriteAsync(program);
        whole.Stdin.Close();
        await using var bytes = EagerCommand.Start(at, "run", "-");
        foreach (var one in Encoding.UTF8.GetBytes(program))
        {
            bytes.Stdin.WriteByte(one);
            await bytes.Stdin.FlushAsync();
        }

        bytes.Stdin.Close();
        var expected = await whole.FinishAsync();
        Assert.Contains("over", expected.Output, StringComparison.Ordinal);
        Assert.Equal(PythonReference.Observed(expected, at), PythonReference.Observed(await bytes.FinishAsync(), at));
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Range(0, depth).Select(level => new string(' ', level) + "if True:\n")) + new string(' ', depth);

    private static TheoryDataRow<byte[]> Row(string what, string text) => Row(what, Encoding.UTF8.GetBytes(text));

    private static TheoryDataRow<byte[]> Row(string what, byte[] text) => new(text) { TestDisplayName = $"Program_should_do_as_the_interpreter_when_its_text_{what.Replace(' ', '_')}" };
}
