namespace Eager.Parsing.Tests;

public sealed class LanguageRegistryTests
{
    [Theory]
    [InlineData("a.py", "python")]
    [InlineData("dir.x/A.CSX", "csharp")]
    [InlineData("a.cs", "csharp")]
    [InlineData("a.mjs", "javascript")]
    [InlineData("a.txt", null)]
    public void Language_should_be_found_by_the_ending_of_a_file(string path, string? name) =>
        Assert.Equal(name, LanguageRegistry.FindByFile(path)?.Name);

    [Fact]
    public void Language_should_be_found_by_name_whatever_its_case()
    {
        Assert.Equal("python", LanguageRegistry.Find("Python")?.Name);
        Assert.Null(LanguageRegistry.Find("cobol"));
    }
}
