namespace Eager.EndToEnd.Programs;

/// <summary>What a program does to its own streams and descriptors.</summary>
public sealed class StreamTests
{
    public static IEnumerable<TheoryDataRow<string>> Programs =>
    [
        ProgramRow.Of("writes bytes that are no text", "import sys\nsys.stdout.buffer.write(bytes(range(256)) * 4)\nsys.stderr.buffer.write(bytes(range(256)))\n"),
        ProgramRow.Of("writes to its descriptors", "import os\nos.write(1, b'raw out\\n')\nos.write(2, b'raw err\\n')\nprint('text')\n"),
        ProgramRow.Of("mixes raw and buffered output", "import os, sys\nprint('buffered')\nsys.stdout.flush()\nos.write(1, b'raw\\n')\nprint('again', flush=True)\n"),
        ProgramRow.Of("prints without a line end", "print('a', end='')\nprint('b', end='')\n"),
        ProgramRow.Of("prints nothing", "x = 1\n"),
        ProgramRow.Of("writes much to standard error", "import sys\nfor i in range(40000):\n    print('error', i, file=sys.stderr)\nprint('done')\n"),
        ProgramRow.Of("replaces its output", "import io, sys\nold = sys.stdout\nsys.stdout = io.StringIO()\nprint('hidden')\ntext = sys.stdout.getvalue()\nsys.stdout = old\nprint(repr(text))\n"),
        ProgramRow.Of("leaves its output replaced", "import io, sys\nprint('shown')\nsys.stdout = io.StringIO()\nprint('hidden')\n"),
        ProgramRow.Of("sets its output to None", "import sys\nprint('a')\nsys.stdout = None\nprint('b')\n"),
        ProgramRow.Of("closes its standard output", "import sys\nprint('a')\nsys.stdout.close()\nprint('b')\n"),
        ProgramRow.Of("closes its standard error", "import sys\nprint('a')\nsys.stderr.close()\n1 / 0\n"),
        ProgramRow.Of("closes descriptor 1", "import os\nprint('a', flush=True)\nos.close(1)\nx = 1\n"),
        ProgramRow.Of("closes all descriptors from 3 on", "import os\nprint('a')\nos.closerange(3, 256)\nprint('b')\nopen('made', 'w').close()\nprint('c')\n"),
        ProgramRow.Of("closes all descriptors", "import os\nprint('a', flush=True)\nos.closerange(0, 256)\nopen('made', 'w').write('x')\n"),
        ProgramRow.Of("redirects output to a file", "import os\nprint('a', flush=True)\nf = os.open('made', os.O_CREAT | os.O_WRONLY)\nos.dup2(f, 1)\nprint('b', flush=True)\n"),
        ProgramRow.Of("redirects every descriptor", "import os\nf = os.open('made', os.O_CREAT | os.O_WRONLY)\nfor i in range(3, 256):\n    if i != f:\n        os.dup2(f, i)\nprint('b')\nprint('c')\n"),
        ProgramRow.Of("reads input at its end", "try:\n    input('name? ')\nexcept EOFError as e:\n    print('end', e)\n"),
        ProgramRow.Of("reads input and fails", "print('a')\ninput()\n"),
        ProgramRow.Of("reads all of its input", "import sys\nprint(repr(sys.stdin.read()))\n"),
        ProgramRow.Of("iterates over its input", "import sys\nfor line in sys.stdin:\n    print(line)\nprint('over')\n"),
        ProgramRow.Of("asks about its streams", "import sys\nprint(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.isatty(), sys.stdout.encoding, sys.stderr.errors, sys.stdout.name, sys.stdout.mode)\n"),
        ProgramRow.Of("reconfigures its output", "import sys\nsys.stdout.reconfigure(encoding='latin-1', errors='replace')\nprint('\\u00e4\\u4e2d')\n"),
        ProgramRow.Of("detaches its output", "import sys\nb = sys.stdout.detach()\nb.write(b'raw\\n')\nb.flush()\n"),
        ProgramRow.Of("prints what cannot be encoded", "print('a')\nprint('\\udcff')\n"),
        ProgramRow.Of("writes to the terminal", "try:\n    open('/dev/tty', 'w').write('to the terminal')\nexcept OSError as e:\n    print(type(e).__name__)\n"),
        ProgramRow.Of("uses the old output", "import sys\nsys.__stdout__.write('old\\n')\nsys.__stderr__.write('old\\n')\n"),
        ProgramRow.Of("opens its descriptors again", "import os\nwith os.fdopen(1, 'w', closefd=False) as f:\n    f.write('again\\n')\nprint('after')\n"),
        ProgramRow.Of("logs", "import logging, warnings\nlogging.warning('a warning')\nwarnings.warn('another')\nlogging.getLogger('x').error('an error')\n"),
        ProgramRow.Of("writes through dev stdout", "open('/dev/stdout', 'w').write('through\\n')\nprint('after')\n"),
        ProgramRow.Of("lets a child write", "import subprocess\nprint('before', flush=True)\nsubprocess.run(['echo', 'child'])\nsubprocess.run('echo bad >&2', shell=True)\nprint('after')\n"),
        ProgramRow.Of("reads what its child wrote", "import subprocess\nprint(subprocess.check_output(['echo', 'child']))\n"),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_should_do_as_in_a_serial_run_when_it(string program) =>
        await PythonReference.ShouldEqualAsync(program, "--rate", ProgramRow.Rate);
}
