namespace Eager.EndToEnd.Programs;

/// <summary>Threads, tasks, forks and children.</summary>
public sealed class ThreadTests
{
    public static IEnumerable<TheoryDataRow<string>> Programs =>
    [
        ProgramRow.Of("starts a thread and joins it", "import threading\nt = threading.Thread(target=lambda: print('in thread'))\nt.start()\nt.join()\nprint('joined')\n"),
        ProgramRow.Of("leaves a thread running", "import threading, time\ndef f():\n    time.sleep(0.3)\n    print('late')\nthreading.Thread(target=f).start()\nprint('main is over')\n"),
        ProgramRow.Of("leaves a daemon thread running", "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nprint('main is over')\n"),
        ProgramRow.Of("fails and leaves a thread running", "import threading, time\ndef f():\n    time.sleep(0.3)\n    print('late')\nthreading.Thread(target=f).start()\n1 / 0\n"),
        ProgramRow.Of("fails in a thread", "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='worker')\nt.start()\nt.join()\nprint('on')\n"),
        ProgramRow.Of("uses a pool of threads", "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n    print(list(pool.map(lambda x: x * x, range(10))))\n"),
        ProgramRow.Of("uses a pool of processes", "from multiprocessing import Pool\ndef square(x):\n    return x * x\nif __name__ == '__main__':\n    with Pool(2) as pool:\n        print(pool.map(square, range(5)))\n"),
        ProgramRow.Of("spawns processes", "import multiprocessing\ndef work(x):\n    print('child', x, flush=True)\nif __name__ == '__main__':\n    p = multiprocessing.get_context('spawn').Process(target=work, args=(1,))\n    p.start()\n    p.join()\n    print(p.exitcode)\n"),
        ProgramRow.Of("runs an event loop", "import asyncio\nasync def main():\n    await asyncio.sleep(0.01)\n    print('async')\nasyncio.run(main())\n"),
        ProgramRow.Of("forks and the child exits", "import os\nprint('before', flush=True)\npid = os.fork()\nif pid == 0:\n    print('child', flush=True)\n    os._exit(4)\nprint(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"),
        ProgramRow.Of("forks and the child leaves by an error", "import os, sys\npid = os.fork()\nif pid == 0:\n    sys.exit(4)\nprint(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"),
        ProgramRow.Of("forks and the child goes on to the end", "import os\npid = os.fork()\nif pid:\n    os.waitpid(pid, 0)\nprint('both' if pid else 'child', flush=True)\n"),
        ProgramRow.Of("replaces itself", "import os\nprint('before', flush=True)\nos.execvp('echo', ['echo', 'replaced'])\n"),
        ProgramRow.Of("sets a timer", "import signal, time\nsignal.signal(signal.SIGALRM, lambda *a: print('alarm'))\nsignal.setitimer(signal.ITIMER_REAL, 0.1)\ntime.sleep(0.4)\nprint('after')\n"),
        ProgramRow.Of("collects its children", "import os, subprocess\nsubprocess.Popen(['true']).wait()\ntry:\n    os.wait()\nexcept ChildProcessError:\n    print('no other child')\n"),
        ProgramRow.Of("asks for its group", "import os\nprint(os.getpgid(0) > 1, os.getppid() > 1)\n"),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_should_do_as_in_a_serial_run_when_it(string program) =>
        await PythonReference.ShouldEqualAsync(program, "--rate", ProgramRow.Rate);

    [Theory]
    [InlineData("import subprocess\nsubprocess.Popen(['sleep', '300'])\nprint('over')\n")]
    [InlineData("import subprocess\nfor i in range(20):\n    subprocess.Popen('sleep 300 & sleep 300', shell=True)\nprint('over')\n")]
    [InlineData("import os, time\nif os.fork() == 0:\n    time.sleep(300)\nprint('over')\n")]
    [InlineData("import subprocess\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\nprint('over')\n")]
    [InlineData("import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.closerange(0, 64)\n        time.sleep(300)\n    os._exit(0)\nos.wait()\nprint('over')\n")]
    [InlineData("import subprocess\nsubprocess.Popen('trap \"\" HUP TERM INT; sleep 300', shell=True)\nprint('over')\n")]
    public async Task Children_should_be_gone_when_the_program_is_over(string program)
    {
        using var at = Workspace.With(program);
        var run = await EagerCommand.RunAsync(at, "run", "program.py");
        Assert.Equal("over\n", run.Output);
        Assert.Equal(0, run.Status);
    }
}
