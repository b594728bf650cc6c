using Eager.Effects;
using Eager.Executors.CSharpWorker.Effects;

namespace Eager.CSharpWorker.Tests.Effects;

public sealed class EffectRulesTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("eager-rules-");

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData("sandbox", "Write", "hold")]
    [InlineData("sandbox", "Read", "run")]
    [InlineData("sandbox", "Threads", "run")]
    [InlineData("sandbox", "DynamicCode", "hold")]
    [InlineData("strict", "Time", "hold")]
    [InlineData("open", "Network", "run")]
    [InlineData("open", "DynamicCode", "run")]
    [InlineData("sandbox,network=deny", "Network", "deny")]
    [InlineData("sandbox,write_outside=deny", "Write", "deny")]
    public void Effect_should_be_judged_by_its_class(string profile, string kind, string expected) =>
        Assert.Equal(expected, Judge(profile, new EffectUse(Enum.Parse<EffectKind>(kind), "it")));

    [Theory]
    [InlineData("strict", "Read", "in.txt", "run")]
    [InlineData("strict", "Read", "../out.txt", "hold")]
    [InlineData("sandbox,write_inside=run", "Write", "in.txt", "run")]
    [InlineData("sandbox,write_inside=run", "Write", "link/out.txt", "hold")]
    [InlineData("sandbox,write_outside=deny", "Write", "in.txt", "hold")]
    [InlineData("strict", "Write", "/dev/null", "run")]
    public void Path_should_decide_where_the_text_names_it(string profile, string kind, string path, string expected)
    {
        Directory.CreateSymbolicLink(Path.Combine(_home.FullName, "link"), Path.GetTempPath());
        var full = Path.IsPathRooted(path) ? path : Path.Combine(_home.FullName, path);
        Assert.Equal(expected, Judge(profile, new EffectUse(Enum.Parse<EffectKind>(kind), "it", full)));
    }

    [Fact]
    public void Relative_path_should_be_unknown_when_the_statement_moves_to_another_directory() => Assert.Equal(
        "hold", Judge("strict", new EffectUse(EffectKind.WorkingDirectory, "cd"), new EffectUse(EffectKind.Read, "it", "in.txt")));

    private string Judge(string profile, params EffectUse[] uses) =>
        new EffectRules(EffectProfile.Parse(profile).Rules, _home.FullName).Judge(uses) is { } met ? met.Rule.ToString().ToLowerInvariant() : "run";
}
