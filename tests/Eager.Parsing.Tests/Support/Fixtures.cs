namespace Eager.Parsing.Tests.Support;

/// <summary>Programs under <c>tests/fixtures/chunking</c>, copied beside the tests.</summary>
internal static class Fixtures
{
    public static IReadOnlyList<string> Of(string language) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fixtures", language));
}
