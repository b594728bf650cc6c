using System.Text;
using System.Text.RegularExpressions;

namespace Eager.Generators.Tests.Compiling;

/// <summary>Source text with its expected findings marked in place: <c>{|EAG001:BatcherActor|}</c>.</summary>
internal sealed partial class MarkedSource
{
    private MarkedSource(string text, IReadOnlyList<string> findings)
    {
        Text = text;
        Findings = findings;
    }

    /// <summary>The text without marks.</summary>
    public string Text { get; }

    /// <summary>One line a finding, as <see cref="Describe"/> writes it.</summary>
    public IReadOnlyList<string> Findings { get; }

    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var findings = new List<string>();
        var copied = 0;
        foreach (Match mark in Mark().Matches(marked))
        {
            text.Append(marked, copied, mark.Index - copied);
            foreach (var id in mark.Groups["ids"].Value.Split(','))
                findings.Add(Describe(id, text.Length, mark.Groups["text"].Value));
            text.Append(mark.Groups["text"].Value);
            copied = mark.Index + mark.Length;
        }

        text.Append(marked, copied, marked.Length - copied);
        return new MarkedSource(text.ToString(), findings);
    }

    public static string Describe(string id, int start, string text) => $"{id} at {start}: {text}";

    [GeneratedRegex(@"\{\|(?<ids>EAG\d{3}(,EAG\d{3})*):(?<text>.*?)\|\}")]
    private static partial Regex Mark();
}
