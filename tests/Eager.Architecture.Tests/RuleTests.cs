using Eager.Architecture.Tests.Repository;
using Eager.Architecture.Tests.Rules;

namespace Eager.Architecture.Tests;

/// <summary>Each rule on something small that breaks it and on something that keeps it.</summary>
public sealed class RuleTests
{
    private const string Slash = "/";

    [Theory]
    [InlineData("engine/A.cs", 400, 401)]
    [InlineData("tests/A/A.cs", 500, 501)]
    [InlineData("executors/w/a.py", 400, 401)]
    [InlineData("native/src/a.c", 600, 601)]
    public void FileSize_should_refuse_the_line_beyond_the_limit(string path, int most, int tooMany)
    {
        Assert.Empty(LayoutRules.FileSize([File(path, Lines(most))]));
        Assert.Single(LayoutRules.FileSize([File(path, Lines(tooMany))]));
        Assert.Empty(LayoutRules.FileSize([File(Path.ChangeExtension(path, ".json"), Lines(tooMany))]));
    }

    [Fact]
    public void Rules_of_code_should_leave_fixtures_alone()
    {
        TrackedFile[] fixture = [File("tests/fixtures/a/A.cs", "class A; class B;\n" + Lines(501))];

        Assert.Empty(LayoutRules.FileSize(fixture).Concat(TypeRules.OneTypePerFile(fixture)).Concat(TypeRules.ClosedClass(fixture)));
    }

    [Fact]
    public void FolderSize_should_refuse_the_sixteenth_file()
    {
        Assert.Empty(LayoutRules.FolderSize(Enumerable.Range(0, 15).Select(i => File($"engine/A/{i}.cs"))));
        Assert.Equal(["engine/A: 16 files, at most 15"], Said(LayoutRules.FolderSize(Enumerable.Range(0, 16).Select(i => File($"engine/A/{i}.cs")))));
    }

    [Fact]
    public void TopFolder_should_refuse_a_folder_that_the_design_does_not_name() =>
        Assert.Equal(["src"], Paths(LayoutRules.TopFolder([File("src/A.cs"), File("engine/A.cs"), File("README.md")])));

    [Fact]
    public void Readme_should_be_missed_where_there_is_none() =>
        Assert.Equal(["parsers"], Paths(LayoutRules.Readme([File("parsers/A.cs"), File("engine/README.md"), File("engine/A.cs")])));

    [Theory]
    [InlineData("engine/Eager.Engine/Eager.Engine.csproj", "../../parsers/Eager.Parsing/Eager.Parsing.csproj", false)]
    [InlineData("engine/Eager.Engine/Eager.Engine.csproj", "../../executors/Eager.Executors/Eager.Executors.csproj", false)]
    [InlineData("engine/Eager.Engine/Eager.Engine.csproj", "../Eager.Abstractions/Eager.Abstractions.csproj", true)]
    [InlineData("engine/Eager.Server/Eager.Server.csproj", "../Eager.Engine/Eager.Engine.csproj", true)]
    [InlineData("engine/Eager.Server/Eager.Server.csproj", "../../executors/Eager.Executors/Eager.Executors.csproj", false)]
    [InlineData("engine/Eager.Client/Eager.Client.csproj", "../Eager.Abstractions/Eager.Abstractions.csproj", true)]
    [InlineData("engine/Eager.Client/Eager.Client.csproj", "../Eager.Engine/Eager.Engine.csproj", false)]
    [InlineData("engine/Eager.Abstractions/Eager.Abstractions.csproj", "../Eager.Engine/Eager.Engine.csproj", false)]
    [InlineData("engine/Eager.Host/Eager.Host.csproj", @"..\..\parsers\Eager.Parsing\Eager.Parsing.csproj", true)]
    [InlineData("executors/Eager.Executors/Eager.Executors.csproj", "../Eager.Wire/Eager.Wire.csproj", true)]
    [InlineData("executors/Eager.Executors/Eager.Executors.csproj", "../../engine/Eager.Engine/Eager.Engine.csproj", false)]
    [InlineData("parsers/Eager.Parsing/Eager.Parsing.csproj", "../../tests/Eager.Parsing.Tests/Eager.Parsing.Tests.csproj", false)]
    [InlineData("loadtests/Eager.LoadTests/Eager.LoadTests.csproj", "../../engine/Eager.Host/Eager.Host.csproj", false)]
    [InlineData("tests/A/A.csproj", "../../engine/Eager.Host/Eager.Host.csproj", true)]
    public void References_should_point_inward(string project, string reference, bool allowed)
    {
        var file = File(project, $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""");

        Assert.Equal(allowed, !ProjectRules.References([file]).Any());
    }

    [Fact]
    public void Packages_should_be_refused_in_the_abstractions_only()
    {
        const string Project = """<Project><ItemGroup><PackageReference Include="P" /></ItemGroup></Project>""";

        Assert.Single(ProjectRules.Packages([File("engine/Eager.Abstractions/Eager.Abstractions.csproj", Project)]));
        Assert.Empty(ProjectRules.Packages([File("engine/Eager.Engine/Eager.Engine.csproj", Project)]));
    }

    [Fact]
    public void Versions_should_stand_in_one_place() =>
        Assert.Single(ProjectRules.Versions([File("engine/A/A.csproj", """<Project><PackageReference Include="P" Version="1" /></Project>""")]));

    [Theory]
    [InlineData("A.cs", "class A { class Inner; }", true)]
    [InlineData("A.cs", "class A; file class B;", true)]
    [InlineData("A.cs", "abstract record A; sealed record B : A; sealed record C(int X) : A;", true)]
    [InlineData("AProtocol.cs", "class A; class B;", true)]
    [InlineData("A.cs", "class A; class B;", false)]
    [InlineData("A.cs", "namespace N; class A; enum B;", false)]
    [InlineData("A.cs", "abstract record A; sealed record B : A; sealed record C;", false)]
    public void OneTypePerFile_should_allow_protocols_and_closed_families_only(string name, string text, bool allowed) =>
        Assert.Equal(allowed, !TypeRules.OneTypePerFile([File($"engine/{name}", text)]).Any());

    [Theory]
    [InlineData("namespace N; class A;", true)]
    [InlineData("namespace N { class A; }", false)]
    public void FileScopedNamespace_should_refuse_a_block(string text, bool allowed) =>
        Assert.Equal(allowed, !TypeRules.FileScopedNamespace([File("engine/A.cs", text)]).Any());

    [Theory]
    [InlineData("SessionManager", false)]
    [InlineData("StringHelpers", false)]
    [InlineData("ParserImpl", false)]
    [InlineData("ActorBase", false)]
    [InlineData("FileInfo", false)]
    [InlineData("Metadata", true)]
    [InlineData("Database", true)]
    [InlineData("ExecutionLedger", true)]
    public void ForbiddenName_should_refuse_endings_that_say_nothing(string name, bool allowed) =>
        Assert.Equal(allowed, !TypeRules.ForbiddenName([File("engine/A.cs", $"class {name};")]).Any());

    [Theory]
    [InlineData("sealed class A;", true)]
    [InlineData("static partial class A;", true)]
    [InlineData("record struct A;", true)]
    [InlineData("sealed partial class A; partial class A;", true)]
    [InlineData("class A;", false)]
    [InlineData("record A(int X);", false)]
    [InlineData("sealed class A { class Inner; }", false)]
    [InlineData("partial class A;", false)]
    public void ClosedClass_should_refuse_what_anyone_could_derive_from(string text, bool allowed) =>
        Assert.Equal(allowed, !TypeRules.ClosedClass([File("engine/A.cs", text)]).Any());

    [Theory]
    [InlineData("Gate_should_wait_when_the_backend_is_busy", true)]
    [InlineData("TestGate", false)]
    [InlineData("gate_should", false)]
    public void TestName_should_say_what_should_happen(string name, bool allowed) =>
        Assert.Equal(allowed, !TypeRules.TestName([File("tests/A/A.cs", $"sealed class T {{ [Fact] public void {name}() {{ }} }}")]).Any());

    [Theory]
    [InlineData("void On(Read message) => Write(message.Result.Buffer);", true)]
    [InlineData("void On(Read m) => Pipe(Self, success: () => new Done());", true)]
    [InlineData("async Task On(Read m) => await Go();", false)]
    [InlineData("void On(Read m) => Tell(Go().Result);", false)]
    [InlineData("void On(Read m) => Go().Wait();", false)]
    [InlineData("void On(Read m) => Go().GetAwaiter().GetResult();", false)]
    [InlineData("void On(Read m) => Task.Run(Go);", false)]
    [InlineData("void On(Read m) => Go(() => Sender.Tell(m));", false)]
    [InlineData("void On(Read m) => Go(() => m.Self);", true)]
    public void Handlers_should_neither_wait_nor_capture(string handler, bool allowed)
    {
        TrackedFile[] actor = [File("engine/AActor.cs", $"/// <summary>Timer.</summary>\nsealed class AActor {{ {handler} }}")];

        Assert.Equal(allowed, !ActorRules.Synchronous(actor).Concat(ActorRules.Unblocked(actor)).Concat(ActorRules.AmbientInLambda(actor)).Any());
    }

    [Fact]
    public void RuntimeReason_should_be_named_by_every_actor()
    {
        Assert.Single(ActorRules.RuntimeReason([File("engine/AActor.cs", "/// <summary>Does things.</summary>\nsealed class AActor;")]));
        Assert.Empty(ActorRules.RuntimeReason([File("engine/AActor.cs", "/// <summary>Failure boundary: of things.</summary>\nsealed class AActor;")]));
    }

    [Fact]
    public void Text_rules_should_refuse_regions_and_leftovers()
    {
        Assert.Equal(["engine/A.cs:2: #region"], Said(TextRules.Region([File("engine/A.cs", "class A\n  #region B\n")])));
        Assert.Single(TextRules.Leftover([File("native/a.c", "// TO" + "DO: more")]));
        Assert.Single(TextRules.Leftover([File("executors/a.py", "# FIX" + "ME")]));
        Assert.Empty(TextRules.Leftover([File("engine/A.cs", "// mastodon, todos")]));
    }

    [Theory]
    [InlineData("work/main", false)]
    [InlineData("root/.config", false)]
    [InlineData("home/someone/x", false)]
    [InlineData("usr/bin/python3", true)]
    public void MachinePath_should_refuse_folders_of_one_machine(string path, bool allowed) =>
        Assert.Equal(allowed, !TextRules.MachinePath([File("docs/a.md", $"see {Slash}{path}")]).Any());

    [Fact]
    public void MachinePath_should_allow_folders_below_others() =>
        Assert.Empty(TextRules.MachinePath([File("docs/a.md", $"src{Slash}work{Slash}a https://example.org{Slash}work{Slash}a")]));

    [Theory]
    [InlineData("example.org/page", true)]
    [InlineData("feed.example/v3/index.json", false)]
    [InlineData("10.0.0.1:8080/a/-/a-1.0.0.tgz", false)]
    public void Feed_should_refuse_addresses_of_feeds(string address, bool allowed) =>
        Assert.Equal(allowed, !TextRules.Feed([File("native/package-lock.json", $"\"resolved\": \"https:{Slash}{Slash}{address}\"")]).Any());

    private static TrackedFile File(string path, string text = "") => new(path, text);

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("a\n", count));

    private static string[] Said(IEnumerable<Violation> violations) => [.. violations.Select(violation => violation.What)];

    private static string[] Paths(IEnumerable<Violation> violations) => [.. violations.Select(violation => violation.Path)];
}
