namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>A program that runs while it arrives does what the program does that the SDK's own compiler makes of its text.</summary>
public sealed class CompiledProgramTests(CSharpEngine engine) : IClassFixture<CSharpEngine>
{
    private static readonly string[] _sample = ["closures", "uncaught-own-exception", "types-after-use", "exit-code-return", "json"];

    /// <summary>What only a script may be, and programs whose output names their assembly or what the runtime alone reports.</summary>
    private static readonly string[] _others = ["script-order", "script-reference", "own-assembly", "crash-on-thread", "fail-fast", "stack-overflow"];

    public static IEnumerable<TheoryDataRow<string>> Programs =>
        from name in Environment.GetEnvironmentVariable("EAGER_FULL") == "1" ? FixtureProgram.Names.Except(_others) : _sample
        where FixtureProgram.Load(name).Exit != 1
        select new TheoryDataRow<string>(name);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_should_do_as_when_the_sdk_has_compiled_it(string name)
    {
        var program = FixtureProgram.Load(name);
        var (output, exit) = await SdkCompiler.RunAsync(name, program.Text, engine.Folder);
        var eager = await engine.EagerAsync(name + ".csx", CSharpEngine.Split(program.Text, seed: name.Length));
        Assert.Equal((output, exit), (eager.Output, eager.Exit));
    }
}
