namespace Eager.EndToEnd.Contract;

/// <summary>What the command does not understand, or this build cannot do, it refuses in one line with status 64.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("--language", "cobol", "cobol")]
    [InlineData("--language", "", "language")]
    [InlineData("--backend", "nowhere", "nowhere")]
    [InlineData("--mode", "sideways", "sideways")]
    [InlineData("--mode", "1", "mode")]
    [InlineData("--mode", "Eager,Serial", "mode")]
    [InlineData("--rate", "fast", "fast")]
    [InlineData("--rate", "-1", "--rate")]
    [InlineData("--rate", "NaN", "--rate")]
    [InlineData("--rate", "Infinity", "--rate")]
    [InlineData("--rate", "1e99", "--rate")]
    [InlineData("--token-chars", "0", "--token-chars")]
    [InlineData("--token-chars", "-4", "--token-chars")]
    [InlineData("--token-chars", "2.5", "2.5")]
    [InlineData("--token-chars", "99999999999", "99999999999")]
    [InlineData("--on-error", "panic", "panic")]
    [InlineData("--effects", "nonsense", "nonsense")]
    [InlineData("--effects", "sandbox,nonsense=hold", "nonsense")]
    [InlineData("--effects", "sandbox,network=nonsense", "nonsense")]
    [InlineData("--input", "nonsense", "nonsense")]
    [InlineData("--timeout", "0", "--timeout")]
    [InlineData("--statement-timeout", "-1", "--statement-timeout")]
    [InlineData("--memory", "0.5", "--memory takes MiB, from 1")]
    [InlineData("--output", "0", "--output takes MiB, more than 0")]
    [InlineData("--processes", "0", "--processes")]
    [InlineData("--pool", "perhaps", "--pool")]
    [InlineData("--frobnicate", "", "--frobnicate")]
    public async Task Run_should_refuse_an_option_when_its_value_is_nonsense(string option, string value, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", option, value, "program.py")).ShouldRefuse(64, saying);
    }

    [Theory]
    [InlineData("--language", "javascript", "for javascript")]
    [InlineData("--input", "yaml", "--input takes code, markdown")]
    public async Task Run_should_refuse_what_this_build_lacks(string option, string value, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", option, value, "program.py")).ShouldRefuse(64, saying);
    }

    [Fact]
    public async Task Run_should_refuse_to_hold_effects_where_the_backend_cannot()
    {
        using var at = Workspace.With("Console.WriteLine(1);\n");
        (await EagerCommand.RunAsync(at, "run", "--language", "csharp", "--backend", "scripted", "--effects", "sandbox", "program.py")).ShouldRefuse(64, "cannot hold");
    }

    [Theory]
    [InlineData("--top-level-await", 64, "--open-blocks on excludes --top-level-await")]
    [InlineData("--effects=paper", 64, "--open-blocks on excludes --effects paper")]
    [InlineData("--language=csharp", 70, "takes no statement in parts")]
    public async Task Run_should_refuse_to_open_blocks_where_it_cannot(string option, int status, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", "--open-blocks", "on", option, "program.py")).ShouldRefuse(status, saying);
    }

    [Theory]
    [InlineData("--effects=open", "--speculate takes a profile that holds effects")]
    [InlineData("--effects=paper", "--speculate takes a profile that holds effects")]
    [InlineData("--open-blocks=off", "--speculate excludes --open-blocks off")]
    [InlineData("--top-level-await", "--speculate excludes --top-level-await")]
    [InlineData("--language=csharp", "--speculate is for python, not for csharp")]
    [InlineData("--backend=jupyter", "--speculate: the backend 'jupyter' cannot hold effects")]
    [InlineData("--cpu=5", "--speculate excludes --cpu, --memory and --processes")]
    public async Task Run_should_refuse_to_speculate_where_it_cannot(string option, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", "--speculate", option, "program.py")).ShouldRefuse(64, saying);
    }

    [Fact]
    public async Task Run_should_refuse_a_pool_where_the_backend_has_none()
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, "run", "--pool", "on", "--backend", "scripted", "program.py")).ShouldRefuse(64, "'scripted' for python has no pool");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--rate")]
    [InlineData("run", "--mode", "eager")]
    [InlineData("chunk")]
    [InlineData("chunk", "--feed", "none", "program.py")]
    [InlineData("chunk", "--feed", "0", "program.py")]
    [InlineData("chunk", "--feed", "-3", "program.py")]
    [InlineData("chunk", "--feed", "random", "program.py")]
    [InlineData("chunk", "--feed", "random:", "program.py")]
    [InlineData("chunk", "--feed", "random:x", "program.py")]
    [InlineData("chunk", "--language", "cobol", "program.py")]
    [InlineData("chunk", "program.py", "another.py")]
    [InlineData("demo", "--rate", "0")]
    [InlineData("demo", "program.py")]
    [InlineData("fly")]
    public async Task Command_should_refuse_when_it_is_called_badly(params string[] arguments)
    {
        using var at = Workspace.With("print('never')\n");
        (await EagerCommand.RunAsync(at, arguments)).ShouldRefuse(64, "");
    }

    [Theory]
    [InlineData("run", "missing.py", "missing.py")]
    [InlineData("run", "folder", "folder")]
    [InlineData("run", "missing/program.py", "missing/program.py")]
    [InlineData("run", "program.py/more", "program.py/more")]
    [InlineData("run", "", "file")]
    [InlineData("chunk", "missing.py", "missing.py")]
    [InlineData("chunk", "folder", "folder")]
    [InlineData("chunk", "", "file")]
    public async Task Command_should_refuse_a_file_when_there_is_none(string command, string file, string saying)
    {
        using var at = Workspace.With("print('never')\n");
        Directory.CreateDirectory(at.In("folder"));
        (await EagerCommand.RunAsync(at, command, file)).ShouldRefuse(64, saying);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("chunk")]
    public async Task Command_should_refuse_a_file_when_it_may_not_read_it(string command)
    {
        using var at = Workspace.With("print('never')\n");
        File.SetUnixFileMode(at.In("program.py"), UnixFileMode.None);
        File.SetUnixFileMode(at.Path, (UnixFileMode)0b111_111_111);
        var unprivileged = Environment.UserName != "root" ? "" : "setpriv --reuid=65534 --regid=65534 --clear-groups ";
        var probe = await EagerCommand.ShellAsync(at, $"{unprivileged}\"$EAGER\" --version");
        Assert.SkipWhen(probe.Status != 0, "no way to run the command without privileges here");
        (await EagerCommand.ShellAsync(at, $"{unprivileged}\"$EAGER\" {command} program.py")).ShouldRefuse(64, "program.py");
    }

    [Theory]
    [InlineData("--language", "python")]
    [InlineData("--backend", "process")]
    [InlineData("--mode", "eager")]
    [InlineData("--mode", "serial")]
    [InlineData("--rate", "0")]
    [InlineData("--rate", "1000.5")]
    [InlineData("--token-chars", "1")]
    [InlineData("--effects", "open")]
    [InlineData("--effects", "sandbox")]
    [InlineData("--effects", "strict")]
    [InlineData("--effects", "paper")]
    [InlineData("--effects", "sandbox,network=deny,time=hold")]
    [InlineData("--on-error", "interrupt")]
    [InlineData("--on-error", "report")]
    [InlineData("--input", "code")]
    [InlineData("--python", "/usr/bin/python3")]
    [InlineData("--python", "python3")]
    public async Task Run_should_take_an_option_when_the_contract_has_it(string option, string value)
    {
        using var at = Workspace.With("print('ran')\n");
        var run = await EagerCommand.RunAsync(at, "run", option, value, "program.py");
        Assert.Equal(("ran\n", "", 0), (run.Output, run.Complaint, run.Status));
    }

    [Theory]
    [InlineData("--display")]
    [InlineData("--top-level-await")]
    [InlineData("--events")]
    public async Task Run_should_take_a_flag_when_the_contract_has_it(string flag)
    {
        using var at = Workspace.With("import sys\nprint(sys.argv[1:])\n");
        var run = await EagerCommand.RunAsync(at, "run", flag, "program.py", flag);
        Assert.Equal(0, run.Status);
        Assert.Contains($"['{flag}']", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_should_execute_python_when_the_file_has_another_ending()
    {
        using var at = new Workspace();
        at.Write("program", "print('ran')\n");
        Assert.Equal("ran\n", (await EagerCommand.RunAsync(at, "run", "program")).Output);
    }
}
