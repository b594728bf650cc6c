namespace Eager.CSharpWorker.Tests.Programs;

/// <summary>Packages that a program names.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Greets = "Console.WriteLine(Example.Greeting.To(\"you\"));\n";

    private readonly PackageFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Package_should_be_restored_from_the_feed_once()
    {
        var text = $"#r \"{PackageFeed.Reference}\"\n{Greets}";
        _feed.Publish();
        Assert.Equal((0, "hello you\n", ""), await _feed.RunAsync(text));

        _feed.Withdraw();
        Assert.Equal((0, "hello you\n", ""), await _feed.RunAsync(text));
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/", "NU1301")]
    [InlineData(null, "NU1101")]
    public async Task Package_should_be_named_in_one_line_whenever_it_is_not_to_be_had(string? source, string reason)
    {
        _feed.Publish();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (exit, output, complaint) = await _feed.RunAsync("Console.WriteLine(0);\n#r \"nuget: No.Such.Package, 1.0.0\"\nConsole.WriteLine(1);\n", source);
            Assert.Equal((1, "0\n"), (exit, output));
            Assert.Contains("No.Such.Package", complaint, StringComparison.Ordinal);
            Assert.Contains(reason, complaint, StringComparison.Ordinal);
            Assert.Equal(complaint.Length - 1, complaint.IndexOf('\n', StringComparison.Ordinal));
        }
    }
}
