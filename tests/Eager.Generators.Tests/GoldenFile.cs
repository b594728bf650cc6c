using System.Text;

namespace Eager.Generators.Tests;

/// <summary>Files beside the tests that say what the generator writes.</summary>
internal static class GoldenFile
{
    public static string Read(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(PathOf(name)));

    /// <summary>Fails with the differing lines, marked - for the file and + for <paramref name="actual"/>.</summary>
    public static void Verify(string name, string actual)
    {
        var expected = Read(name);
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return;
        File.WriteAllBytes(PathOf(name) + ".actual", Encoding.UTF8.GetBytes(actual));
        Assert.Fail($"{name} differs from what the generator wrote (kept beside it as {name}.actual):\n{Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var before = Lines(expected);
        var after = Lines(actual);
        var shorter = Math.Min(before.Length, after.Length);
        var head = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = before.Reverse().Zip(after.Reverse()).Take(shorter - head).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('\n', before[..head].TakeLast(3).Select(line => "  " + line)
            .Concat(before[head..^tail].Select(line => "- " + line))
            .Concat(after[head..^tail].Select(line => "+ " + line))
            .Concat(before[^tail..].Take(3).Select(line => "  " + line)));
    }

    private static string[] Lines(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Split('\n');

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);
}
