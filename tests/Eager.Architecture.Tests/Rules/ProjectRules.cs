using System.Xml.Linq;
using Eager.Architecture.Tests.Repository;

namespace Eager.Architecture.Tests.Rules;

/// <summary>Dependencies point inward.</summary>
internal static class ProjectRules
{
    private const string Abstractions = "Eager.Abstractions";
    private const string Generators = "Eager.Generators";

    public static IEnumerable<Violation> References(IEnumerable<TrackedFile> files) =>
        from project in Projects(files)
        from reference in Included(project, "ProjectReference")
        let target = Target(project, reference)
        where !MayReference(project.Path, target)
        select new Violation(project.Path, $"{project.Path}: must not reference {target}");

    public static IEnumerable<Violation> Packages(IEnumerable<TrackedFile> files) =>
        from project in Projects(files)
        where NameOf(project.Path) == Abstractions
        from package in Included(project, "PackageReference")
        select new Violation(project.Path, $"{project.Path}: values and seams have no packages, not even {package}");

    public static IEnumerable<Violation> Versions(IEnumerable<TrackedFile> files) =>
        from project in Projects(files)
        from element in XDocument.Parse(project.Text).Descendants("PackageReference")
        where element.Attribute("Version") is not null || element.Attribute("VersionOverride") is not null
        select new Violation(project.Path, $"{project.Path}: the version of {element.Attribute("Include")?.Value} belongs in Directory.Packages.props");

    private static bool MayReference(string project, string target) => (TopOf(project), NameOf(project)) switch
    {
        ("tests", _) => true,
        _ when TopOf(target) == "tests" => false,
        (_, "Eager.Host") => true,
        (_, Abstractions) or (_, Generators) => false,
        ("engine", "Eager.Server") => NameOf(target) is Abstractions or "Eager.Engine",
        ("loadtests", _) or (_, "Eager.Chat") => NameOf(target) != "Eager.Host",
        ("engine", _) => NameOf(target) is Abstractions or Generators,
        var (top, _) => NameOf(target) is Abstractions or Generators || TopOf(target) == top,
    };

    private static IEnumerable<TrackedFile> Projects(IEnumerable<TrackedFile> files) => files.Where(file => file.Is(".csproj"));

    private static IEnumerable<string> Included(TrackedFile project, string element) =>
        from one in XDocument.Parse(project.Text).Descendants(element)
        where one.Attribute("Include") is not null
        select one.Attribute("Include")!.Value;

    /// <summary>A reference, which is relative to its project, as a path from the root.</summary>
    private static string Target(TrackedFile project, string reference)
    {
        var path = new Stack<string>();
        foreach (var part in $"{project.Folder}/{reference.Replace('\\', '/')}".Split('/'))
            if (part == "..")
                path.Pop();
            else
                path.Push(part);
        return string.Join('/', path.Reverse());
    }

    private static string TopOf(string path) => path.Split('/')[0];

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
