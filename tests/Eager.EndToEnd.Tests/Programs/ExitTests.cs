namespace Eager.EndToEnd.Programs;

/// <summary>However a program ends, status and messages are those of the plain interpreter.</summary>
public sealed class ExitTests
{
    public static IEnumerable<TheoryDataRow<string>> Programs =>
    [
        ProgramRow.Of("ends", "print('done')\n"),
        ProgramRow.Of("exits with a number", "import sys\nprint('a')\nsys.exit(5)\nprint('never')\n"),
        ProgramRow.Of("exits with zero", "import sys\nsys.exit(0)\n"),
        ProgramRow.Of("exits with nothing", "import sys\nsys.exit()\n"),
        ProgramRow.Of("exits with a text", "import sys\nprint('a')\nsys.exit('that is all')\n"),
        ProgramRow.Of("exits with an object", "import sys\nsys.exit((1, 2))\n"),
        ProgramRow.Of("exits with a large number", "import sys\nsys.exit(1000)\n"),
        ProgramRow.Of("exits with a negative number", "import sys\nsys.exit(-1)\n"),
        ProgramRow.Of("calls exit", "print(1)\nexit(3)\n"),
        ProgramRow.Of("calls quit", "quit()\n"),
        ProgramRow.Of("raises SystemExit in a function", "def f():\n    raise SystemExit(7)\nf()\n"),
        ProgramRow.Of("raises", "print('before')\n1 / 0\nprint('never')\n"),
        ProgramRow.Of("raises in a function", "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n"),
        ProgramRow.Of("raises with a cause", "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('bad') from e\n"),
        ProgramRow.Of("raises while handling", "try:\n    {}['a']\nexcept KeyError:\n    [][0]\n"),
        ProgramRow.Of("raises a group", "raise ExceptionGroup('all', [ValueError('a'), TypeError('b')])\n"),
        ProgramRow.Of("raises with notes", "e = ValueError('a')\ne.add_note('first')\nraise e\n"),
        ProgramRow.Of("recurses too deeply", "def f(n):\n    return f(n + 1)\nf(0)\n"),
        ProgramRow.Of("raises KeyboardInterrupt", "print('a')\nraise KeyboardInterrupt\n"),
        ProgramRow.Of("raises an exception that cannot be printed", "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E\n"),
        ProgramRow.Of("ends its process", "import os\nprint('lost', end='')\nos._exit(3)\n"),
        ProgramRow.Of("ends its process after a flush", "import os\nprint('kept', flush=True)\nos._exit(3)\n"),
        ProgramRow.Of("kills itself", "import os, signal\nprint('kept', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"),
        ProgramRow.Of("terminates itself", "import os, signal\nprint('kept', flush=True)\nos.kill(os.getpid(), signal.SIGTERM)\n"),
        ProgramRow.Of("aborts", "import os\nprint('kept', flush=True)\nos.abort()\n"),
        ProgramRow.Of("reads a null pointer", "import ctypes\nprint('kept', flush=True)\nctypes.string_at(0)\n"),
        ProgramRow.Of("registers exit handlers", "import atexit\natexit.register(print, 'last')\natexit.register(print, 'first')\nprint('body')\n"),
        ProgramRow.Of("fails in an exit handler", "import atexit\natexit.register(divmod, 1, 0)\nprint('body')\n"),
        ProgramRow.Of("fails and has exit handlers", "import atexit\natexit.register(print, 'last')\nprint('body')\n1 / 0\n"),
        ProgramRow.Of("replaces the exception hook", "import sys\nsys.excepthook = lambda t, v, tb: print('hook', t.__name__, v)\n1 / 0\n"),
        ProgramRow.Of("has an exception hook that fails", "import sys\ndef hook(t, v, tb):\n    raise ValueError('hook')\nsys.excepthook = hook\n1 / 0\n"),
        ProgramRow.Of("has finalizers", "class A:\n    def __del__(self):\n        print('gone')\na = A()\nprint('body')\n"),
        ProgramRow.Of("interrupts itself", "import os, signal\nprint('kept', flush=True)\nos.kill(os.getpid(), signal.SIGINT)\nimport time\ntime.sleep(5)\n"),
        ProgramRow.Of("handles its own interrupt", "import os, signal\nsignal.signal(signal.SIGINT, lambda *a: print('handled'))\nos.kill(os.getpid(), signal.SIGINT)\nprint('after')\n"),
        ProgramRow.Of("raises at once in a long text", "raise ValueError('x')\n" + string.Concat(Enumerable.Repeat("print('never')\n", 200))),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_should_do_as_in_a_serial_run_when_it(string program) =>
        await PythonReference.ShouldEqualAsync(program, "--rate", ProgramRow.Rate);

    [Theory]
    [InlineData("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", 137)]
    [InlineData("import os\nos.abort()\n", 134)]
    [InlineData("import ctypes\nctypes.string_at(0)\n", 139)]
    [InlineData("import sys\nsys.exit(5)\n", 5)]
    [InlineData("import sys\nsys.exit('text')\n", 1)]
    [InlineData("1 / 0\n", 1)]
    [InlineData("import os\nos._exit(3)\n", 3)]
    public async Task Status_should_be_what_a_shell_shows_when_the_program_ends_by_itself(string program, int status)
    {
        using var at = Workspace.With(program);
        var run = await EagerCommand.RunAsync(at, "run", "--summary", "summary.json", "program.py");
        Assert.Equal(status, run.Status);
        Assert.Contains($"\"exit\": {status}", at.Read("summary.json"), StringComparison.Ordinal);
    }
}
