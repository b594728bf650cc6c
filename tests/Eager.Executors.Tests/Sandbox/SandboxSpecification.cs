using System.Net;
using System.Net.Sockets;
using Eager.Executions;
using Eager.Executors.Sandbox;

namespace Eager.Executors.Tests.Sandbox;

/// <summary>Programs that want out: docs/security.md. However its worker came, a sandbox is the same.</summary>
public abstract class SandboxSpecification : IDisposable
{
    /// <summary>What leads to the root of the first process that can be seen: in a sandbox, its own.</summary>
    private const string FirstProcess = "/proc/1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eager-sandbox-");

    protected BackendSessionOptions Program => TestBackends.Program with { WorkingDirectory = _folder.FullName };

    protected string Folder => _folder.FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder.FullName))
            _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Program_should_work_in_its_directory_and_leave_its_files_there()
    {
        Assert.Equal("True\n", await OutputAsync("import os; open('made', 'w').write('x'); print(os.getcwd() == os.environ['HOME'])\n"));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "made")));
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData(FirstProcess + "/root" + "/etc/shadow")]
    [InlineData("/proc/self/cwd/../../etc/shadow")]
    [InlineData("/sys/kernel/debug")]
    [InlineData("/root")]
    public async Task Program_should_not_see(string path) =>
        Assert.Equal("no\n", await OutputAsync($"import os; print('yes' if os.access('{path}', os.R_OK) else 'no')\n"));

    [Fact]
    public async Task Program_should_not_see_files_outside_through_a_link()
    {
        using var outside = new TemporaryFile("secret");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), outside.Path);
        Assert.Equal("no\n", await OutputAsync("import os; print('yes' if os.path.exists('link') else 'no')\n"));
    }

    [Theory]
    [InlineData("/usr/x")]
    [InlineData("/etc/x")]
    [InlineData("/x")]
    [InlineData("/dev/x")]
    [InlineData("/proc/sys/kernel/core_pattern")]
    [InlineData("/proc/sys/vm/drop_caches")]
    [InlineData("/proc/1/oom_score_adj")]
    public async Task Program_should_not_write(string path) =>
        Assert.Equal("no\n", await OutputAsync(
            $"import os\ntry: os.open('{path}', os.O_WRONLY | os.O_CREAT); print('yes')\nexcept OSError: print('no')\n"));

    [Fact]
    public async Task Program_should_fill_no_more_than_its_own_temporary_folder()
    {
        Assert.Equal("28\n1048576\n", await OutputAsync(
            "import os\ntry:\n    with open('/tmp/x', 'wb', buffering=0) as f:\n        while True: f.write(b'x' * 65536)\n"
            + "except OSError as e: print(e.errno)\nprint(os.path.getsize('/tmp/x'))\n",
            options => options.TemporaryBytes = 1024 * 1024));
    }

    [Fact]
    public async Task Program_should_reach_no_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal("['lo'] ConnectionRefusedError OSError\n", await OutputAsync(
            "import socket\ndef to(address):\n    try: socket.create_connection(address, timeout=5); return 'reached'\n"
            + "    except OSError as e: return type(e).__name__\n"
            + $"print([name for _, name in socket.if_nameindex()], to(('127.0.0.1', {port})), to(('192.0.2.1', 80)))\n"));
    }

    [Fact]
    public async Task Program_should_have_no_privilege_and_a_filter()
    {
        Assert.Equal("0000000000000000 0000000000000000 1 2 True\n", await OutputAsync(
            "import os; s = dict(l.split(':\\t') for l in open('/proc/self/status').read().splitlines() if ':\\t' in l); "
            + "print(s['CapEff'], s['CapBnd'], s['NoNewPrivs'], s['Seccomp'], os.getuid() != 0)\n"));
    }

    [Theory]
    [InlineData("unshare(0x10000000)", "unshare of a user namespace")]
    [InlineData("ptrace(0, 0, 0, 0)", "ptrace")]
    [InlineData("mount(b'x', b'/tmp', b'tmpfs', 0, None)", "mount")]
    [InlineData("syscall(321, 0, None, 0)", "bpf")]
    [InlineData("syscall(323, 0)", "userfaultfd")]
    [InlineData("syscall(298, None, 0, -1, -1, 0)", "perf_event_open")]
    [InlineData("syscall(250, 0, 0)", "keyctl")]
    [InlineData("syscall(56, 0x10000011, None, None, None, 0)", "clone of a user namespace")]
    [InlineData("syscall(425, 1, None)", "io_uring_setup")]
    public async Task Kernel_should_refuse(string call, string what)
    {
        Assert.NotEmpty(what);
        Assert.Equal("-1 1\n", await OutputAsync($"import ctypes; c = ctypes.CDLL(None, use_errno=True); print(c.{call}, ctypes.get_errno())\n"));
    }

    [Fact]
    public async Task Program_should_see_no_process_but_its_own_and_not_hurt_its_warden()
    {
        Assert.Equal("True 1\n", await OutputAsync(
            "import os, signal\nfor s in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM): os.kill(1, s)\n"
            + "print({p for p in os.listdir('/proc') if p.isdigit()} == {'1', str(os.getpid())}, os.getppid())\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("while True: pass\n")]
    public async Task Children_should_be_gone_with_their_session(string then)
    {
        var mark = $"1000.{Environment.ProcessId}{Random.Shared.Next()}";
        var session = await OpenAsync();
        await session.SubmitAsync($"import subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True, stdin=-3, stdout=-3, stderr=-3); print(1)\n{then}");
        await session.LineAsync();
        Assert.True(await ProcessTable.BecomesTrueAsync(() => ProcessTable.Named("sleep", mark)));

        if (then.Length == 0)
        {
            await session.EndAsync();
            await session.ToEndAsync();
            Assert.False(ProcessTable.Named("sleep", mark));
        }

        await session.DisposeAsync();
        Assert.False(ProcessTable.Named("sleep", mark));
    }

    [Fact]
    public async Task Next_session_should_be_unaffected_when_a_program_closes_all_it_has()
    {
        await using (var session = await OpenAsync())
        {
            await session.SubmitAsync("import os; os.closerange(0, 65536)\n");
            Assert.NotNull((await session.ToEndAsync()).Closed());
        }

        Assert.Equal("fine\n", await OutputAsync("print('fine')\n"));
    }

    [Fact]
    public async Task Program_should_see_no_variable_of_the_host_that_is_not_named()
    {
        Environment.SetEnvironmentVariable(PooledSandbox.SecretName, PooledSandbox.Secret);
        Assert.Equal("None\n", await OutputAsync($"import os; print(os.environ.get('{PooledSandbox.SecretName}'))\n"));
    }

    [Fact]
    public async Task Program_should_hold_nothing_of_the_host_in_its_memory()
    {
        Environment.SetEnvironmentVariable(PooledSandbox.SecretName, PooledSandbox.Secret);
        var backwards = new string([.. PooledSandbox.Secret.Reverse()]);
        Assert.Equal("0\n", await OutputAsync($"""
            secret = bytearray(reversed(b'{backwards}'))
            found = 0
            for line in open('/proc/self/maps').read().splitlines():
                place, rights, *rest = line.split()
                if rights[0] != 'r' or rest[-1].startswith('[v'): continue
                start, end = (int(part, 16) for part in place.split('-'))
                with open('/proc/self/mem', 'rb', buffering=0) as memory:
                    memory.seek(start)
                    try: part = memory.read(end - start)
                    except OSError: continue
                at = part.find(secret)
                while at >= 0:
                    found += part[at - 18:at] == b'EAGER_TEST_SECRET='
                    at = part.find(secret, at + 1)
            print(found)

            """));
    }

    [Fact]
    public async Task Program_should_have_namespaces_of_its_own()
    {
        string[] kinds = ["user", "mnt", "pid", "ipc", "net", "uts"];
        var own = (await OutputAsync("import os; print(*[os.readlink('/proc/self/ns/' + kind) for kind in ('user', 'mnt', 'pid', 'ipc', 'net', 'uts')])\n")).Split();
        Assert.All(kinds.Zip(own), pair => Assert.NotEqual(File.ResolveLinkTarget($"/proc/self/ns/{pair.First}", false)?.Name, pair.Second));
    }

    [Fact]
    public async Task Program_should_not_write_the_file_that_it_was_executed_from()
    {
        Assert.Equal("no\n", await OutputAsync("""
            import os, sys
            exe = os.open('/proc/self/exe', os.O_RDONLY); os.set_inheritable(exe, True)
            os.execv('/bin/sh', ['sh', '-c', f'(: >>/proc/self/fd/{exe}) 2>/dev/null && (printf x >>/proc/self/fd/{exe}) 2>/dev/null && echo yes || echo no'])

            """));
    }

    [Fact]
    public async Task Program_should_find_the_same_as_one_that_was_started_for_its_sandbox()
    {
        const string Facts = """
            import os, resource, signal, sys
            print(sorted(os.environ.items()), os.getcwd(), sys.executable, sys.path, sys.flags, os.getuid(), os.getgid(), os.getgroups())
            print(sorted(map(int, os.listdir('/proc/self/fd')))[:-1], sorted(sys.modules), signal.pthread_sigmask(0, []), os.getpgid(0) == os.getpid() == os.getsid(0))
            print([signal.getsignal(number) for number in signal.valid_signals()], resource.getrlimit(resource.RLIMIT_NOFILE), os.uname()[1])
            print([line.split()[1:4] for line in open('/proc/self/mountinfo')] == 0, len(open('/proc/self/mountinfo').readlines()), os.listdir('/'))

            """;
        await using var started = await TestBackends.PythonSandbox().OpenAsync(Program, CancellationToken.None);
        Assert.Equal(await OutputAsync(started, Facts), await OutputAsync(Facts));
    }

    [Fact]
    public async Task Sandbox_should_refuse_in_one_line_when_bubblewrap_is_missing()
    {
        Assert.Equal("the sandbox's program /no/such/bwrap does not exist", await RefusalAsync("/no/such/bwrap"));
    }

    [Fact]
    public async Task Sandbox_should_refuse_with_the_kernels_reason_and_run_nothing()
    {
        var program = Path.Combine(_folder.FullName, "bwrap");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2; exit 1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.EndsWith(
            "ended with status 1 before it was ready: bwrap: No permissions to create a new namespace", await RefusalAsync(program), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_should_refuse_the_root_as_its_directory()
    {
        var refusal = await Assert.ThrowsAsync<BackendUnavailableException>(async () => await TestBackends.PythonSandbox().OpenAsync(
            TestBackends.Program with { WorkingDirectory = "/" }, CancellationToken.None));
        Assert.Equal("/ cannot be a sandbox's working directory: name a folder of its own", refusal.Message);
    }

    protected abstract ValueTask<IBackendSession> OpenAsync(Action<SandboxOptions>? configure = null);

    private async Task<string> RefusalAsync(string bubblewrap) =>
        (await Assert.ThrowsAsync<BackendUnavailableException>(async () => await OpenAsync(options => options.Bubblewrap = bubblewrap))).Message;

    /// <summary>What a program prints, standard error behind standard output.</summary>
    private async Task<string> OutputAsync(string program, Action<SandboxOptions>? configure = null)
    {
        await using var session = await OpenAsync(configure);
        return await OutputAsync(session, program);
    }

    private static async Task<string> OutputAsync(IBackendSession session, string program)
    {
        await session.SubmitAsync([SessionExtensions.Unit(0, program, kind: UnitKind.Program)], CancellationToken.None);
        await session.EndAsync();
        var events = await session.ToEndAsync();
        return events.Text() + events.Text(OutputStream.Stderr);
    }

    /// <summary>A file in the host's temporary folder.</summary>
    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = global::System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
