using System.Globalization;

namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>A program of <c>tests/fixtures/csharp</c>; its first line names its exit status.</summary>
internal sealed record FixtureProgram(string Name, string Text, int Exit)
{
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.csx").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static FixtureProgram Load(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name + ".csx"));
        var first = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        return new FixtureProgram(name, text, int.Parse(first.Split(' ')[^1].TrimEnd('.'), CultureInfo.InvariantCulture));
    }
}
