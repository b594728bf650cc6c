using System.Text;

namespace Eager.EndToEnd;

/// <summary>How a run ended and what it wrote.</summary>
/// <param name="Status">Exit status as a shell shows it.</param>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
internal sealed record Finished(int Status, byte[] Stdout, byte[] Stderr)
{
    public string Output => Encoding.UTF8.GetString(Stdout);

    public string Complaint => Encoding.UTF8.GetString(Stderr);

    public string LastLine => Complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";

    /// <summary>One line of ours, nothing else, and the status.</summary>
    public void ShouldRefuse(int status, string saying)
    {
        Assert.Equal("", Output);
        ShouldComplain(status, saying);
    }

    /// <summary>One line of ours on standard error, and the status.</summary>
    public void ShouldComplain(int status, string saying)
    {
        var lines = Complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == 1 && lines[0].StartsWith("eager: ", StringComparison.Ordinal), $"not one line of ours:\n{Complaint}");
        Assert.Contains(saying, lines[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status, Status);
    }
}
