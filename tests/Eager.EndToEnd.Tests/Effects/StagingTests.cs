namespace Eager.EndToEnd.Effects;

/// <summary>Writes that run at once in a layer: what a serial run leaves in the folder when the program is whole, nothing when it is not.</summary>
public sealed class StagingTests
{
    private const string Wrong = "x = = 1\n";

    /// <summary>Prints all that can be seen of a folder, but for what a copy of a file cannot keep (inode, change time).</summary>
    private const string Describe =
        """
        import hashlib, os, sys
        os.chdir(sys.argv[1])
        links = {}
        for folder, folders, files in sorted(os.walk('.')):
            for name in sorted(folders + files + ['.']):
                path = os.path.normpath(os.path.join(folder, name))
                status = os.lstat(path)
                kind = 'link ' + os.readlink(path) if os.path.islink(path) else 'file ' + hashlib.sha256(open(path, 'rb').read()).hexdigest() if os.path.isfile(path) else 'other'
                age = 'old' if status.st_mtime < 1.2e9 else 'new'
                print(path, oct(status.st_mode), status.st_uid, status.st_nlink, links.setdefault(status.st_ino, path), age, kind, sorted(os.listxattr(path, follow_symlinks=False)))
        """;

    private static readonly string[] Backends = ["process", "sandbox"];

    private static readonly string[] Programs =
    [
        "open('made', 'w').write('x')\nprint(open('made').read())\n",
        "import os\nos.rename('folder', 'moved')\nos.rename('moved/inner', 'inner')\nos.rmdir('moved/empty')\n",
        "import os\nos.chmod('data.txt', 0o600); os.link('data.txt', 'second'); os.symlink('second', 'link')\nopen('second', 'a').write('more')\n",
        "import os, shutil\nshutil.rmtree('folder'); os.mkdir('folder'); open('folder/new', 'w').close()\nos.remove('data.txt'); os.makedirs('data.txt/deep')\n",
        "import os\nos.utime('data.txt', (1e9, 1e9)); os.chmod('folder', 0o711); os.mkfifo('pipe'); os.truncate('folder/inner/x', 1)\nos.utime('folder', (1e9, 1e9))\n",
        "import os\nos.setxattr('data.txt', 'user.note', b'1'); os.makedirs('a/b/c'); os.replace('data.txt', 'a/b/c/data'); os.umask(0o77); open('a/secret', 'w').close()\n",
        "import sqlite3\nwith sqlite3.connect('made.db') as made:\n    made.execute('create table t (x)'); made.execute('insert into t values (1)')\nprint(sqlite3.connect('made.db').execute('select * from t').fetchall())\n",
        "import threading\nt = [threading.Thread(target=lambda n=n: open(f'{n}.txt', 'w').write(str(n))) for n in range(8)]\nfor one in t:\n    one.start()\nfor one in t:\n    one.join()\n",
        "log = open('log', 'w')\nimport atexit\natexit.register(lambda: log.write('end'))\n",
    ];

    /// <summary>Every program in one backend, some in the other, which stages in the same way.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            for (var i = 0; i < Programs.Length; i++)
                cases.Add(Backends[i % 3 == 0 ? 1 : 0], Programs[i]);
            cases.Add(Backends[1], Programs[1]);
            cases.Add(Backends[0], Programs[0]);
            return cases;
        }
    }

    public static TheoryData<string> BackendNames => [.. Backends];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Folder_should_be_that_of_a_serial_run_when_the_program_is_whole(string backend, string program)
    {
        using var serial = await FolderAsync(program);
        using var staged = await FolderAsync(program);
        var expected = await EagerCommand.RunAsync(serial, "run", "--mode", "serial", "program.py");
        var run = await EagerCommand.RunAsync(staged, "run", "--backend", backend, "--effects", "sandbox,write_inside=stage", "program.py");
        Assert.Equal((expected.Output, "", 0), (run.Output, run.Complaint, run.Status));
        Assert.Equal(await DescriptionAsync(serial), await DescriptionAsync(staged));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Folder_should_be_as_before_when_the_text_turns_out_to_be_wrong(string backend, string program)
    {
        using var at = await FolderAsync(program + Wrong);
        var before = await DescriptionAsync(at);
        using var elsewhere = new Workspace();
        var run = await StagedAsync(at, elsewhere, $"--backend {backend} --summary {elsewhere.In("summary.json")}");
        Assert.Equal(1, run.Status);
        Assert.EndsWith("SyntaxError: invalid syntax\n", run.Complaint, StringComparison.Ordinal);
        Assert.Equal(before, await DescriptionAsync(at));
        Assert.Equal(["summary.json"], elsewhere.Names());
        var summary = elsewhere.Parsed("summary.json");
        Assert.NotEqual(0, summary.GetProperty("staged").GetProperty("dropped").GetArrayLength());
        Assert.Contains("Changes to files in the working directory were dropped", summary.GetProperty("outcome").GetProperty("continuation").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BackendNames))]
    public async Task Changes_should_be_seen_by_the_program_alone_and_be_dropped_when_the_user_interrupts(string backend)
    {
        using var at = new Workspace();
        using var elsewhere = new Workspace();
        await using var run = EagerCommand.StartShell(at, $"exec $EAGER run --backend {backend} --effects sandbox,write_inside=stage -", ("TMPDIR", elsewhere.Path));
        await run.WriteAsync("open('made', 'w').close()\nimport os\nprint(os.listdir())\n");
        await run.WaitForOutputAsync("['made']");
        Assert.Empty(at.Names());
        run.Signal(Signals.Interrupt);
        Assert.Equal(130, (await run.FinishAsync()).Status);
        Assert.Equal([], at.Names().Concat(elsewhere.Names()));
    }

    [Fact]
    public async Task Nothing_should_be_left_when_the_host_is_killed()
    {
        using var at = new Workspace();
        using var elsewhere = new Workspace();
        await using var run = EagerCommand.StartShell(at, "exec $EAGER run --effects sandbox,write_inside=stage -", ("TMPDIR", elsewhere.Path));
        await run.WriteAsync("open('made', 'w').close()\nprint('written')\n");
        await run.WaitForOutputAsync("written");
        run.Signal(Signals.Kill);
        await run.FinishAsync();
        Assert.Empty(at.Names());
        Assert.False(await elsewhere.KeepsAsync(name => name.StartsWith(".eager-stage", StringComparison.Ordinal)), "the layer is left");
    }

    [Theory]
    [InlineData("1/0", 1)]
    [InlineData("raise SystemExit(3)", 3)]
    [InlineData("import os; os._exit(4)", 4)]
    public async Task Changes_should_stand_when_the_program_comes_to_its_own_end_before_the_last_line_has_arrived(string end, int status)
    {
        using var at = new Workspace();
        await using var run = EagerCommand.Start(at, "run", "--effects", "sandbox,write_inside=stage", "-");
        await run.WriteAsync($"open('made', 'w').close()\n{end}\n");
        Assert.Equal(status, (await run.FinishAsync()).Status);
        Assert.Equal(["made"], at.Names());
    }

    [Fact]
    public async Task Others_changes_should_stay_but_for_files_that_both_changed()
    {
        using var at = new Workspace();
        at.Write("both", "before");
        await using var run = EagerCommand.Start(at, "run", "--effects", "sandbox,write_inside=stage", "-");
        await run.WriteAsync("open('both', 'a').write(' program')\nopen('mine', 'w').close()\nprint('written')\n");
        await run.WaitForOutputAsync("written");
        at.Write("both", "others");
        at.Write("theirs", "others");
        run.Stdin.Close();
        var finished = await run.FinishAsync();
        Assert.Equal("eager: 1 of the files that the program changed had been changed by others meanwhile; the program's stand\n", finished.Complaint);
        Assert.Equal(["both", "mine", "theirs"], at.Names());
        Assert.Equal(("before program", "others"), (at.Read("both"), at.Read("theirs")));
    }

    [Fact]
    public async Task Tables_and_pictures_should_be_those_of_a_serial_run()
    {
        const string Program =
            """
            import pandas as pd
            import matplotlib.pyplot as plt
            table = pd.DataFrame({'x': [1, 2], 'y': [3.5, None]})
            table.to_csv('t.csv'); table.to_json('t.json'); table.to_pickle('t.pkl')
            table.plot().figure.savefig('f.png')
            print(pd.read_csv('t.csv').shape)

            """;
        using var serial = Workspace.With(Program);
        using var staged = Workspace.With(Program);
        var expected = await EagerCommand.RunAsync(serial, "run", "--mode", "serial", "program.py");
        Assert.SkipWhen(expected.Complaint.Contains("ModuleNotFoundError", StringComparison.Ordinal), "needs pandas and matplotlib");
        var run = await EagerCommand.RunAsync(staged, "run", "--effects", "sandbox,write_inside=stage", "program.py");
        Assert.Equal((expected.Output, 0), (run.Output, run.Status));
        Assert.Equal(await DescriptionAsync(serial), await DescriptionAsync(staged));
    }

    [Fact]
    public async Task Directory_that_cannot_be_staged_should_be_refused_in_one_line()
    {
        using var at = new Workspace();
        var run = await EagerCommand.ShellAsync(at, "cd / && echo 'print(1)' | $EAGER run --effects sandbox,write_inside=stage -");
        Assert.Equal(("", "eager: changes to / cannot be staged: name a folder of its own\n", 70), (run.Output, run.Complaint, run.Status));
    }

    private static Task<Finished> StagedAsync(Workspace at, Workspace temporary, string options) =>
        EagerCommand.ShellAsync(at, $"$EAGER run --effects sandbox,write_inside=stage {options} program.py", ("TMPDIR", temporary.Path));

    private static async Task<Workspace> FolderAsync(string program)
    {
        var folder = Workspace.With(program);
        var made = await EagerCommand.ShellAsync(folder, "echo data > data.txt; mkdir -p folder/inner folder/empty; echo abc > folder/inner/x; chmod 750 folder; find . -exec touch -h -d 2003-03-03 {} +");
        Assert.Equal(0, made.Status);
        return folder;
    }

    private static async Task<string> DescriptionAsync(Workspace at)
    {
        await using var process = LiveProcess.Start("/usr/bin/python3", ["-c", Describe, at.Path], "/");
        process.Stdin.Close();
        var finished = await process.FinishAsync();
        Assert.Equal("", finished.Complaint);
        return finished.Output;
    }
}
