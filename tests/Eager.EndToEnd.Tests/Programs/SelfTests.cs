namespace Eager.EndToEnd.Programs;

/// <summary>What a program sees of itself and does to its surroundings.</summary>
public sealed class SelfTests
{
    public static IEnumerable<TheoryDataRow<string>> Programs =>
    [
        ProgramRow.Of("looks at its own names", "import sys\nprint(__name__, __file__, __doc__, sys.argv, sys.path[0], __builtins__.__name__, __spec__, __package__, type(__loader__).__name__)\n"),
        ProgramRow.Of("lists its globals", "print(sorted(globals()))\nprint(sorted(vars()))\nx = 1\nprint(dir())\n"),
        ProgramRow.Of("has a docstring", "'''What it is.'''\nprint(__doc__)\n'not this'\nprint(__doc__)\n"),
        ProgramRow.Of("annotates", "print(__annotations__)\nx: int = 1\ny: 'str'\nprint(__annotations__)\n"),
        ProgramRow.Of("uses the future", "from __future__ import annotations\ndef f(x: undefined): pass\nprint(f.__annotations__)\n"),
        ProgramRow.Of("is the main module", "import __main__, sys\nx = 3\nprint(__main__.x, sys.modules['__main__'] is __main__, __main__.__dict__ is globals())\n"),
        ProgramRow.Of("guards its main part", "def main():\n    print('main')\n\nif __name__ == '__main__':\n    main()\n"),
        ProgramRow.Of("pickles its classes", "import pickle\nclass A:\n    pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)\n"),
        ProgramRow.Of("reads its own source", "import inspect\ndef f():\n    return 1  # a comment\nprint(inspect.getsource(f))\n"),
        ProgramRow.Of("reads its own file", "text = open(__file__).read()\nprint(len(text), text[:10])\n"),
        ProgramRow.Of("looks at its frames", "import inspect, sys\ndef f():\n    return [i.function for i in inspect.stack()]\nprint(f())\nprint(sys._getframe().f_back)\n"),
        ProgramRow.Of("prints a stack", "import traceback\ndef f():\n    traceback.print_stack()\nf()\n"),
        ProgramRow.Of("catches and prints a traceback", "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\nprint('on')\n"),
        ProgramRow.Of("warns with its line", "import warnings\n\n\nwarnings.warn('here')\ndef f():\n    warnings.warn('there', stacklevel=2)\nf()\n"),
        ProgramRow.Of("has a syntax warning", "print('a')\nx = 1 is 1\nprint(x)\n"),
        ProgramRow.Of("changes its directory", "import os\nos.mkdir('sub')\nos.chdir('sub')\nopen('made', 'w').close()\nprint(os.listdir('..'))\n1 / 0\n"),
        ProgramRow.Of("removes its directory", "import os, shutil\nos.mkdir('sub')\nos.chdir('sub')\nos.rmdir('../sub')\nprint('gone')\ntry:\n    os.getcwd()\nexcept FileNotFoundError:\n    print('no directory')\n"),
        ProgramRow.Of("deletes its own file", "import os\nos.remove(__file__)\nprint('deleted')\ndef f():\n    1 / 0\nx = 1\n"),
        ProgramRow.Of("rewrites its own file", "open(__file__, 'w').write('print(\"other\")')\nprint('on')\n"),
        ProgramRow.Of("imports a module beside it", "open('beside.py', 'w').write('value = 7')\nimport beside\nprint(beside.value, beside.__file__.startswith('/'))\nimport shutil\nshutil.rmtree('__pycache__', ignore_errors=True)\n"),
        ProgramRow.Of("imports itself", "import program\nprint('once more', __name__)\nimport shutil\nshutil.rmtree('__pycache__', ignore_errors=True)\n"),
        ProgramRow.Of("sets a low recursion limit", "import sys\nsys.setrecursionlimit(50)\ndef f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(20))\ntry:\n    f(100)\nexcept RecursionError:\n    print('too deep')\n"),
        ProgramRow.Of("sets a high recursion limit", "import sys\nsys.setrecursionlimit(20000)\ndef f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(8000))\n"),
        ProgramRow.Of("measures its recursion", "def f(n=1):\n    try:\n        return f(n + 1)\n    except RecursionError:\n        return n\nprint(f())\n"),
        ProgramRow.Of("deletes a builtin", "import builtins\ndel builtins.len\nprint('on')\ntry:\n    len([])\nexcept NameError as e:\n    print(e)\n"),
        ProgramRow.Of("replaces builtins", "import builtins\nbuiltins.compile = builtins.exec = builtins.print\nx = 1\nprint('on')\n"),
        ProgramRow.Of("breaks the modules", "import sys\nfor name in ['os', 'io', 'json', 'linecache', 'traceback']:\n    sys.modules[name] = None\nx = 1\nprint('on')\n1 / 0\n"),
        ProgramRow.Of("clears the modules", "import sys\nsys.modules.clear()\nx = 1\nprint('on')\n"),
        ProgramRow.Of("traces itself", "import sys\nlines = []\ndef trace(frame, event, arg):\n    lines.append((event, frame.f_lineno))\n    return trace\nsys.settrace(trace)\ndef f():\n    return 1\nf()\nsys.settrace(None)\nprint(lines)\n"),
        ProgramRow.Of("shares constants", "a = 1000\nb = 1000\nprint(a is b)\nc = (1, 2)\nd = (1, 2)\nprint(c is d)\n"),
        ProgramRow.Of("declares a global late", "x = 1\nprint(x)\ndef f():\n    global x\n    x = 2\nf()\nprint(x)\n"),
        ProgramRow.Of("looks at its threads", "import threading\nprint(threading.active_count(), threading.current_thread().name, threading.current_thread() is threading.main_thread())\n"),
        ProgramRow.Of("looks at its signals", "import signal\nprint(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGCHLD), signal.pthread_sigmask(signal.SIG_BLOCK, []))\n"),
        ProgramRow.Of("looks at its flags", "import sys\nprint(sys.flags, sys.dont_write_bytecode, sys.ps1 if hasattr(sys, 'ps1') else None, sys.warnoptions)\n"),
        ProgramRow.Of("looks at its environment", "import os\nprint(sorted(k for k in os.environ if k != 'EAGER_TEST_RUN' and k != '_'))\n"),
        ProgramRow.Of("looks at its limits", "import resource\nprint([resource.getrlimit(getattr(resource, n)) for n in dir(resource) if n.startswith('RLIMIT_')])\n"),
        ProgramRow.Of("looks at its file mode", "import os\nprint(oct(os.umask(0)))\n"),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_should_do_as_in_a_serial_run_when_it(string program) =>
        await PythonReference.ShouldEqualAsync(program, "--rate", ProgramRow.Rate);

    [Fact]
    public async Task Children_should_inherit_only_the_standard_streams_when_the_program_starts_them()
    {
        using var at = Workspace.With("import os\nprint([fd for fd in range(3, 8192) if os.path.exists(f'/proc/self/fd/{fd}') and os.get_inheritable(fd)])\n");
        Assert.Equal("[]\n", (await EagerCommand.RunAsync(at, "run", "program.py")).Output);
    }

    [Fact]
    public async Task Program_should_see_its_arguments_when_some_are_given()
    {
        const string program = "import sys\nprint(sys.argv)\n";
        string[] arguments = ["one", "-x", "--mode", "serial", "--", "", "two words", "--rate=3", "ä"];
        using var serial = Workspace.With(program);
        using var eager = Workspace.With(program);
        var expected = await PythonReference.RunAsync(serial, ["program.py", .. arguments]);
        var actual = await EagerCommand.RunAsync(eager, ["run", "--rate", "0", "program.py", .. arguments]);
        Assert.Equal(PythonReference.Observed(expected, serial), PythonReference.Observed(actual, eager));
    }
}
