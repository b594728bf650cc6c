using System.Text.Json.Serialization;

namespace Eager.Parsing.Measuring;

/// <summary>What detection cost, feeding and taking statements included, in one process on one thread.</summary>
/// <param name="Tokens">Tokens of one pass.</param>
/// <param name="NsPerToken">Nanoseconds a token, of the fastest pass.</param>
/// <param name="NsPerByte">Nanoseconds a byte, of the fastest pass.</param>
/// <param name="AllocatedBytesPerToken">Managed bytes allocated while feeding, a token.</param>
/// <param name="Statements">Statements released in one pass.</param>
public sealed record DetectionResult(
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("ns_per_token")] double NsPerToken,
    [property: JsonPropertyName("ns_per_byte")] double NsPerByte,
    [property: JsonPropertyName("allocated_bytes_per_token")] double AllocatedBytesPerToken,
    [property: JsonPropertyName("statements")] int Statements);
