using System.Text.Json;

namespace Eager.EndToEnd.Corpus;

/// <summary>One program of the corpus, run by the plain interpreter and by both arms.</summary>
internal sealed record CorpusRun(Finished Expected, Finished Actual, JsonElement Summary)
{
    /// <summary>Standard error without the comparison that <c>--mode both</c> adds.</summary>
    public string LastLineOfTraceback =>
        Actual.Complaint.Split('\n').LastOrDefault(line => line.Length > 0 && !line.StartsWith("eager: serial ", StringComparison.Ordinal)) ?? "";
}
