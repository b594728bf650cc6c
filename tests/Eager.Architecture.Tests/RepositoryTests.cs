using Eager.Architecture.Tests.Repository;
using Eager.Architecture.Tests.Rules;

namespace Eager.Architecture.Tests;

public sealed class RepositoryTests
{
    private static readonly Dictionary<string, Func<IEnumerable<TrackedFile>, IEnumerable<Violation>>> All = new()
    {
        [nameof(LayoutRules.FileSize)] = LayoutRules.FileSize,
        [nameof(LayoutRules.FolderSize)] = LayoutRules.FolderSize,
        [nameof(LayoutRules.TopFolder)] = LayoutRules.TopFolder,
        [nameof(LayoutRules.Readme)] = LayoutRules.Readme,
        [nameof(ProjectRules.References)] = ProjectRules.References,
        [nameof(ProjectRules.Packages)] = ProjectRules.Packages,
        [nameof(ProjectRules.Versions)] = ProjectRules.Versions,
        [nameof(TypeRules.OneTypePerFile)] = TypeRules.OneTypePerFile,
        [nameof(TypeRules.FileScopedNamespace)] = TypeRules.FileScopedNamespace,
        [nameof(TypeRules.ForbiddenName)] = TypeRules.ForbiddenName,
        [nameof(TypeRules.ClosedClass)] = TypeRules.ClosedClass,
        [nameof(TypeRules.TestName)] = TypeRules.TestName,
        [nameof(ActorRules.Synchronous)] = ActorRules.Synchronous,
        [nameof(ActorRules.Unblocked)] = ActorRules.Unblocked,
        [nameof(ActorRules.AmbientInLambda)] = ActorRules.AmbientInLambda,
        [nameof(ActorRules.RuntimeReason)] = ActorRules.RuntimeReason,
        [nameof(TextRules.Region)] = TextRules.Region,
        [nameof(TextRules.Leftover)] = TextRules.Leftover,
        [nameof(TextRules.MachinePath)] = TextRules.MachinePath,
        [nameof(TextRules.Feed)] = TextRules.Feed,
    };

    public static TheoryData<string> Rules => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Repository_should_keep_the_rule(string rule)
    {
        var excepted = from exception in RuleException.All where exception.Rule == rule select exception.Path;

        var violations = from violation in All[rule](SourceTree.Files) where !excepted.Contains(violation.Path) select violation.What;

        Assert.True(!violations.Any(), $"{rule}:\n  {string.Join("\n  ", violations)}");
    }

    [Fact]
    public void Exceptions_should_be_needed()
    {
        var needless = from exception in RuleException.All
                       where !All.TryGetValue(exception.Rule, out var rule) || rule(SourceTree.Files).All(violation => violation.Path != exception.Path)
                       select $"{exception.Rule} {exception.Path}";

        Assert.Empty(needless);
    }

    [Fact]
    public void Exceptions_should_give_a_reason()
    {
        Assert.Throws<FormatException>(() => RuleException.Parse("FileSize engine/Large.cs"));
        Assert.Equal([new RuleException("FileSize", "engine/Large.cs", "a table")], RuleException.Parse("# text\nFileSize engine/Large.cs — a table\n"));
    }
}
